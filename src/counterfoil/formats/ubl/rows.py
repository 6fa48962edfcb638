"""What rows of orders, deliveries and bills have in common."""

from datetime import date
from decimal import Decimal

from .documents import Unreadable
from .elements import Element
from .values import EXACT, LONGEST_TEXT, PLACES, total, within

Days = tuple[date | None, date | None]


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


def charges(of: Element, currency: str) -> tuple[Decimal, Decimal]:
    """What is charged and what is allowed beside the price. A price's own allowance is inside the price and is not asked for."""
    sums: dict[bool, list[Decimal]] = {True: [], False: []}
    for one in of.every("AllowanceCharge"):
        amount = one.amount(currency, "Amount")
        if amount is None:
            raise Unreadable("incomplete", "Amount")
        sums[_is_charge(one)].append(amount)
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
