"""What rows of orders, deliveries and bills have in common."""

from datetime import date
from decimal import Decimal

from .documents import Charge, Tax, Unreadable
from .elements import Element
from .values import EXACT, LONGEST_TEXT, PLACES, total, within

Days = tuple[date | None, date | None]
_UNTAXED = frozenset({"E", "Z", "O", "AE", "K", "G"})
"""The categories of UNCL5305 in which nothing is taxed: exempt, zero rated, outside, and what is taxed elsewhere."""


def text(row: Element) -> str:
    """The item's name and description, or the one that says both, or the row's note."""
    name = row.text("Item", "Name", longest=LONGEST_TEXT)
    described = row.text("Item", "Description", longest=LONGEST_TEXT)
    if name.casefold() in described.casefold():
        return described or row.text("Note", longest=LONGEST_TEXT)
    return f"{name}: {described}"[:LONGEST_TEXT] if described else name


def unit_price(row: Element, unit: str, currency: str) -> Decimal | None:
    """The price of one unit, to six places. None where it is in another currency, or for another unit than the quantity."""
    price, base = row.first("Price", "PriceAmount"), row.first("Price", "BaseQuantity")
    if price is None or price.currency() not in ("", currency):
        return None
    for_units = row.figure("Price", "BaseQuantity") if base else None
    if for_units is not None and for_units <= 0:
        raise Unreadable("figure", "BaseQuantity")
    if base and unit and base.attributes.get("unitCode", unit).strip() != unit:
        return None
    each = EXACT.divide(row.figure("Price", "PriceAmount") or Decimal(0), for_units or Decimal(1))
    return within(_rounded(each), "PriceAmount")


def unit(row: Element, quantity: str) -> str:
    """The unit that the quantity is counted in."""
    found = row.first(quantity)
    return found.attributes.get("unitCode", "").strip()[:20] if found else ""


def charges_of(of: Element, currency: str) -> tuple[Charge, ...]:
    """What is charged and what is allowed beside the price, each by itself. A price's own allowance is inside the price and is
    not asked for."""
    return tuple(_charge(one, currency) for one in of.every("AllowanceCharge"))


def charges(of: Element, currency: str) -> tuple[Decimal, Decimal]:
    """The sums of what is charged and of what is allowed beside the price."""
    sums: dict[bool, list[Decimal]] = {True: [], False: []}
    for one in of.every("AllowanceCharge"):
        sums[_is_charge(one)].append(_amount(one, currency))
    return total(sums[True], "AllowanceCharge"), total(sums[False], "AllowanceCharge")


def net_charges(row: Element, currency: str) -> Decimal:
    """What is charged beside the price, less what is allowed."""
    charged, allowed = charges(row, currency)
    return within(EXACT.subtract(charged, allowed), "AllowanceCharge")


def period(of: Element, *path: str) -> Days:
    """The first and last day of a period, as far as they are written."""
    return of.day(*path, "StartDate"), of.day(*path, "EndDate")


def on_day(day: date | None) -> Days:
    """A period of one day."""
    return day, day


def one_mark(row: Element, *path: str) -> str:
    """The mark at the path if there is one and no other: two candidates are none."""
    found = row.marks(*path)
    return found[0] if len(found) == 1 else ""


def taxes_of(root: Element, currency: str) -> tuple[Tax, ...]:
    """Each tax of a document, in its own currency. Where only their sum is written, that is one tax without a per cent."""
    found: list[Tax] = []
    for whole in root.every("TaxTotal"):
        parts = whole.every("TaxSubtotal") or [whole]
        for part in parts:
            amount = part.first("TaxAmount")
            if amount is not None and amount.currency() in ("", currency):
                found.append(_tax(part))
    return tuple(found)


def is_exempt(item: Element) -> bool:
    """Whether a row is free of tax: its category says so, or its per cent is none."""
    return item.text("Item", "ClassifiedTaxCategory", "ID") in _UNTAXED or tax_percent(item) == 0


def tax_percent(item: Element) -> Decimal | None:
    """The per cent at which a row is taxed, where it is written."""
    return _legible(item, "Item", "ClassifiedTaxCategory", "Percent")


def only_factor(row: Element, currency: str) -> Decimal | None:
    """The factor of a row's charge or allowance, where it has one alone."""
    found = charges_of(row, currency)
    return found[0].factor if len(found) == 1 else None


def _legible(of: Element, *path: str) -> Decimal | None:
    """A figure that only explains another one: where it can't be read it says nothing, and the document is read."""
    try:
        return of.figure(*path)
    except Unreadable:
        return None


def _tax(part: Element) -> Tax:
    category = "TaxCategory"
    percent = _legible(part, category, "Percent")
    words = part.text(category, "Name") or part.text(category, "TaxScheme", "Name")
    words = words or part.text(category, "TaxScheme", "ID")
    percent = _legible(part, "Percent") if percent is None else percent
    return Tax(words, part.figure("TaxAmount") or Decimal(0), percent)


def _charge(one: Element, currency: str) -> Charge:
    amount, factor = _amount(one, currency), _legible(one, "MultiplierFactorNumeric")
    sign = 1 if _is_charge(one) else -1
    words = one.text("AllowanceChargeReason") or one.text("AllowanceChargeReasonCode")
    return Charge(words, sign * amount, None if factor is None else sign * factor)


def _amount(one: Element, currency: str) -> Decimal:
    amount = one.amount(currency, "Amount")
    if amount is None:
        raise Unreadable("incomplete", "Amount")
    return amount


def _is_charge(one: Element) -> bool:
    says = one.text("ChargeIndicator").lower()
    if says not in ("true", "1", "false", "0"):
        raise Unreadable("incomplete", "ChargeIndicator")
    return says in ("true", "1")


def _rounded(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return (
        EXACT.quantize(value, Decimal(1).scaleb(-PLACES)) if isinstance(exponent, int) and exponent < -PLACES else value
    )
