"""What a match policy may say, and what may be done with a row of a catalogue. Pure: values in, reasons out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.kernel.values import Values

from .kit import CatalogueRow
from .models import Rate
from .tolerances import NEEDS_AMOUNT, NEEDS_PERCENT, Tolerated


def set_match_policy(tolerances: Sequence[Tolerated], attributes: Sequence[str]) -> list[Reason]:
    """Each attribute once, and each kind with exactly the figures that it is made of."""
    reasons = []
    if len(set(attributes)) != len(attributes):
        reasons.append(Reason("tolerance_twice", _("Each attribute has one tolerance in a policy.")))
    for attribute, tolerance in zip(attributes, tolerances, strict=True):
        if _wrong(tolerance.percent, tolerance.kind in NEEDS_PERCENT) or _wrong(
            tolerance.amount, tolerance.kind in NEEDS_AMOUNT
        ):
            sentence = _("A tolerance of the kind “%(kind)s” needs exactly the figures it is made of.")
            reasons.append(Reason("tolerance_figures", sentence, {"kind": tolerance.kind, "attribute": attribute}))
    return reasons


def _wrong(figure: Decimal | None, needed: bool) -> bool:
    return (figure is not None) != needed


def add_row(code: str, taken: bool, valid_from: date | None, valid_through: date | None) -> list[Reason]:
    """A code is a row's own, also while it is retired: whatever was booked under it means that row."""
    reasons = []
    if taken:
        reasons.append(
            Reason("code_taken", _("Another one has the code %(code)s, or had it and is retired."), {"code": code})
        )
    return reasons + _validity(valid_from, valid_through)


def change_row(row: CatalogueRow) -> list[Reason]:
    """Only what is in use is changed: a retired one stays as it was when it was last picked."""
    return wrong_state(row, "change")


def changed_row(row: CatalogueRow, changes: Values) -> list[Reason]:
    """What is named has to differ, and the days to be in order with those that stay."""
    named: dict[str, Any] = changes.model_dump(exclude_unset=True)
    reasons = []
    if all(getattr(row, name) == value for name, value in named.items()):
        reasons.append(Reason("unchanged", _("That is what it says already.")))
    first, last = (named.get(name, getattr(row, name)) for name in ("valid_from", "valid_through"))
    return reasons + _validity(first, last)


def retire_row(row: CatalogueRow) -> list[Reason]:
    """What is retired already is not retired again."""
    return wrong_state(row, "retire")


def restore_row(row: CatalogueRow) -> list[Reason]:
    """Only what is retired comes back."""
    return wrong_state(row, "restore")


def set_rate(currency: str, day: date, rate: Decimal, base: str, stands: Rate | None) -> list[Reason]:
    """A rate is of another currency than the company's own, and what is typed differs from what stands there."""
    if currency == base:
        sentence = _("The company itself counts in %(currency)s: within one currency there is no rate.")
        return [Reason("own_currency", sentence, {"currency": currency})]
    if stands is not None and stands.rate == rate:
        sentence = _("The rate of %(currency)s for %(day)s is %(rate)s already. Nothing was changed.")
        return [Reason("unchanged", sentence, {"currency": currency, "day": day, "rate": rate})]
    return []


def load_rates(reckoned: int, base: str) -> list[Reason]:
    """Something can be reckoned of the file: it quotes the company's own currency, and another one."""
    if reckoned:
        return []
    sentence = _(
        "The file quotes no rate from which one to %(base)s, in which the company counts, could be reckoned. "
        "Nothing was changed; type the rates instead."
    )
    return [Reason("base_not_quoted", sentence, {"base": base})]


def _validity(first: date | None, last: date | None) -> list[Reason]:
    if first is None or last is None or first <= last:
        return []
    sentence = _("It would be valid until %(last)s, which is before %(first)s, from when on it is.")
    return [Reason("validity_reversed", sentence, {"first": first, "last": last})]
