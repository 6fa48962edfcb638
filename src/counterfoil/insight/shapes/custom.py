"""Custom fields as data: what they say of a thing, by their codes. They are for those who work here."""

from typing import Annotated, Any

from pydantic import Field

from counterfoil.foundation.catalogue.custom_kinds import plain

from .shape import Inside, Told

_SAYS = (
    "What custom fields say, by their codes: a number, day, time or moment as text, yes and no as true and false. Those that say "
    "nothing are not there. Null for a contractor's own key."
)


def by_code(row: Any) -> dict[str, Any]:
    """What the custom fields say of a row, which its values were read with (`custom_values.read_along`)."""
    return {one.field.code: plain(one.value) for one in row.values.all()}


CustomFields = Annotated[Inside[dict[str, str | bool] | None], Told(by_code), Field(description=_SAYS)]
OfLine = Annotated[
    Inside[dict[str, str | bool] | None], Told(lambda said: by_code(said.line)), Field(description=_SAYS)
]
