"""What a person says about a kind of alert."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator

from counterfoil.foundation.kernel.values import Values, problem

from .kinds import KINDS


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise problem("no_such_kind", _("There is no such kind of alert."))
    return kind


class Wanted(Values):
    """Whether one wants to be told of a kind of alert, on the desk and by mail."""

    kind: Annotated[str, AfterValidator(_known)]
    on_desk: bool
    by_mail: bool
