"""The audit tab: who changed when which field from what to what, narrowed by person and by field in the address (R167)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.http import urlencode

from ..session.member import text_sent
from .trail_rows import AT_ONCE, TrailRow

Choice = tuple[str, str]


@dataclass(frozen=True)
class Audit:
    """The rows that are asked for, how many there are in all, and what can be asked: people and fields, each once."""

    rows: Sequence[TrailRow]
    number: int
    people: Sequence[Choice]
    fields: Sequence[Choice]
    who: str
    field: str

    @property
    def narrowed(self) -> bool:
        """Whether not all is shown."""
        return bool(self.who or self.field)


def audit(rows: Callable[[], Sequence[TrailRow]], address: Mapping[str, str]) -> Audit:
    """The trail as an address asks for it. What it names and is not there narrows to nothing, and is said."""
    every, (who, field) = rows(), (text_sent(address, name) for name in ("who", "field"))
    people = {str(one.entry.member_id): one.who for one in every}
    fields = {each.field: each.called for one in every for each in (*one.fields, *one.more)}
    found = [one for one in every if who in ("", str(one.entry.member_id))]
    if field:
        found = [
            _of_field(one, field) for one in found if any(each.field == field for each in (*one.fields, *one.more))
        ]
    return Audit(found, len(every), _by_words(people), _by_words(fields), who, field)


def asked(address: Mapping[str, str]) -> str:
    """What follows in an address that narrows a tab, for whatever brings the page up to date."""
    said = urlencode({name: text for name in ("who", "field", "columns") if (text := text_sent(address, name))})
    return f"&{said}" if said else ""


def _of_field(row: TrailRow, field: str) -> TrailRow:
    """The entry with this field alone."""
    own = [each for each in (*row.fields, *row.more) if each.field == field]
    return replace(row, fields=own[:AT_ONCE], more=own[AT_ONCE:])


def _by_words(choices: Mapping[str, str]) -> list[Choice]:
    return sorted(choices.items(), key=lambda one: one[1].casefold())
