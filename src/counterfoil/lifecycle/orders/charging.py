"""What an order adds to its lines: picked from the company's lists, taken over from its contractor's last order, or typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.models import Discount, Tax
from counterfoil.foundation.kernel.refusals import NotFound, refuse_if
from counterfoil.foundation.parties.models import Contractor

from . import charge_rules
from .models import ADJUSTMENT, DISCOUNT, TAX, Order, Revision, RevisionCharge
from .pricing import Pricing
from .values import AdjustmentValues

_ROWS: dict[str, type[Any]] = {DISCOUNT: Discount, TAX: Tax}


@dataclass(frozen=True)
class Charges:
    """What is said of an order's charges: ids of discounts and of taxes, and adjustments. None: nothing is said of these."""

    discounts: Sequence[UUID] | None = None
    taxes: Sequence[UUID] | None = None
    adjustments: Sequence[AdjustmentValues] | None = None


def charges_said(
    order: Order, said: Charges, today: date, standing: Sequence[RevisionCharge] = ()
) -> list[RevisionCharge]:
    """The charges that a draft has from now on, without their amounts: what is said, and the rest as it stands.

    What stands on it already may be named although it is retired meanwhile. Raises NotFound and Refused.
    """
    discounts = _picked(order, DISCOUNT, said.discounts, standing)
    taxes = _picked(order, TAX, said.taxes, standing)
    had = {row_id_of(one) for one in standing}
    fresh = [(kind, row) for kind, rows in ((DISCOUNT, discounts), (TAX, taxes)) for row in rows]
    named = [row for _kind, row in fresh if isinstance(row, (Discount, Tax)) and row.id not in had]
    refuse_if(charge_rules.charges(len(discounts), len(taxes), [row for _kind, row in fresh], named, today))
    places = [*enumerate(discounts, 1), *enumerate(taxes, 1)]
    found = [_charge(order, kind, place, row) for (place, _row), (kind, row) in zip(places, fresh, strict=True)]
    if said.adjustments is None:
        return found + [copied(order, one) for one in standing if one.kind == ADJUSTMENT]
    return found + [
        RevisionCharge(
            company_id=order.company_id,
            order=order,
            kind=ADJUSTMENT,
            position=place,
            words=one.words,
            amount=one.amount,
        )
        for place, one in enumerate(said.adjustments, 1)
    ]


def pricing_of(charges: Iterable[RevisionCharge], sequential: bool) -> Pricing:
    """These charges as they are reckoned."""
    charges = list(charges)
    discounts, taxes = ([one for one in charges if one.kind == kind] for kind in (DISCOUNT, TAX))
    adjustments = [one.amount for one in charges if one.kind == ADJUSTMENT]
    return Pricing(discounts, taxes, adjustments, sequential)


def remember(contractor: Contractor, revision: Revision) -> bool:
    """Keep the discounts, markups and taxes of what is submitted: the contractor's next order begins with them (R152, R153).

    Answers whether any of them is another than before; the caller saves the contractor.
    """
    chosen = {
        name: row_id_of(one) if one else None
        for kind, names in ((DISCOUNT, Contractor.DISCOUNTS), (TAX, Contractor.TAXES))
        for name, one in zip(names, [*revision.charges_of(kind), None, None], strict=False)
    }
    changed = [name for name, row_id in chosen.items() if getattr(contractor, f"{name}_id") != row_id]
    for name in changed:
        setattr(contractor, f"{name}_id", chosen[name])
    return bool(changed)


def defaults_of(contractor: Contractor, today: date) -> tuple[list[UUID], list[UUID]]:
    """The discounts and the taxes that the contractor's next order begins with: the last ones that can still be picked."""

    def usable(names: Sequence[str]) -> list[UUID]:
        rows = [getattr(contractor, name) for name in names if getattr(contractor, f"{name}_id")]
        return [row.id for row in rows if not charge_rules.pickable(row, today)]

    return usable(Contractor.DISCOUNTS), usable(Contractor.TAXES)


def copied(order: Order, one: RevisionCharge) -> RevisionCharge:
    """The same charge for another draft, or for this one written anew."""
    names = ("kind", "position", "words", "percent", "compound", "amount", "discount_id", "tax_id")
    return RevisionCharge(company_id=order.company_id, order=order, **{name: getattr(one, name) for name in names})


def ids_of(charges: Iterable[RevisionCharge], kind: str) -> list[UUID | None]:
    """The rows of the company's list that charges of one kind were picked from, in their order."""
    return [row_id_of(one) for one in charges if one.kind == kind]


def row_id_of(one: RevisionCharge) -> UUID | None:
    """The row of the company's list that a charge was picked from."""
    found: UUID | None = one.discount_id or one.tax_id
    return found


def _picked(order: Order, kind: str, ids: Sequence[UUID] | None, standing: Sequence[RevisionCharge]) -> list[Any]:
    """The rows that were picked, in their order; where nothing is said, the charges of this kind that stand."""
    if ids is None:
        return [one for one in standing if one.kind == kind]
    rows = {row.id: row for row in _ROWS[kind].objects.within(order.company_id).filter(id__in=ids)} if ids else {}
    if set(ids) - set(rows):
        raise NotFound(kind)
    return [rows[one] for one in ids]


def _charge(order: Order, kind: str, place: int, row: Any) -> RevisionCharge:
    if isinstance(row, RevisionCharge):
        return copied(order, row)
    facts = {"kind": kind, "position": place, "words": row.name, "percent": row.percent, kind: row}
    return RevisionCharge(company_id=order.company_id, order=order, compound=row.compound, **facts)
