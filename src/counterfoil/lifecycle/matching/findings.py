"""What a look at an invoice found: one attribute that does not fit, in figures and in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.kernel.money import currencies
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount, written

from .kinds import KINDS, NOT_SAID

_SILENT = "—"
_OF_A_DAY = ("date", "expired", "approval_late")
"""Whose note is a day."""


@dataclass(frozen=True)
class Finding:
    """One attribute of one line, or of the whole document, that does not fit.

    `excess` is how far `actual` lies beyond `allowed` or, without a tolerance, from `expected`; negative below it.
    `measure` is the unit or the currency of the figures.
    """

    kind: str
    line_id: UUID | None = None
    expected: Decimal | None = None
    actual: Decimal | None = None
    allowed: Decimal | None = None
    excess: Decimal | None = None
    measure: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[UUID | None, str]:
        """What tells one finding of an invoice from another."""
        return self.line_id, self.kind

    @property
    def words(self) -> str:
        """The finding as a sentence in the reader's language."""
        return sentence(self)

    def as_reason(self) -> Reason:
        """The finding as a reason why nothing is paid."""
        return Reason(self.kind, _sentence_of(self), figures(self))


def figures(found: Any) -> dict[str, Any]:
    """The parameters of a finding's, or an exception's, sentence."""
    numbers = {
        name: _figure(getattr(found, name), found.measure) for name in ("expected", "actual", "allowed", "excess")
    }
    return numbers | {"note": date.fromisoformat(found.note) if found.kind in _OF_A_DAY else found.note}


def sentence(found: Any) -> str:
    """A finding or an exception in words."""
    return written(_sentence_of(found), figures(found))


def sentence_outside(found: Any) -> str:
    """A finding or an exception in words for a contractor: why we hold something back is ours to know."""
    return str(_("It is on hold.")) if found.kind == "hold" else sentence(found)


def _sentence_of(found: Any) -> Any:
    silent = NOT_SAID.get(found.kind) if found.note == _SILENT else None
    return silent or KINDS[found.kind].sentence


def _figure(figure: Decimal | None, measure: str) -> Any:
    if figure is None:
        return _SILENT
    return MonetaryAmount(abs(figure), measure) if measure in currencies() else abs(figure)
