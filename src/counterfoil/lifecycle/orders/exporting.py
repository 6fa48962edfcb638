"""An issued order as a UBL 2.1 file, written from its frozen document."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from counterfoil.formats import order_pdf
from counterfoil.formats.ubl import write_order
from counterfoil.formats.ubl.documents import ORDER, Charge, Document, Identifier, Line, Party, Sums, Tax
from counterfoil.formats.ubl.values import LONGEST_NAME, LONGEST_TEXT, one_line
from counterfoil.formats.ubl.writing import Order as Written
from counterfoil.formats.ubl.writing import Rate
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.money import round_money
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.terms_words import words as terms_words
from counterfoil.foundation.parties.marks import NAME
from counterfoil.foundation.parties.queries import names_of

from .models import Order


def order_file(order: Order, company: Company) -> bytes:
    """The file. Called inside a scope: by which numbers others know the two sides is read as it stands now.

    Raises NotFound before issue, and for what was loaded: its document is the file that arrived.
    """
    if not order.document:
        raise NotFound("document")
    return write_order(written(order, company))


def written(order: Order, company: Company) -> Written:
    """What stands in the file. Called inside a scope."""
    frozen = json.loads(order.document)
    how: Mapping[str, Any] = frozen.get("printed", {})
    base = how.get("base_currency", "")
    return Written(
        document=_document(order, company, frozen),
        seller_number=frozen["contractor_code"],
        terms="\n".join(one for one in (_terms(frozen), how.get("terms", "")) if one),
        rate=Rate(base, Decimal(frozen["rate"])) if base else None,
        notes={number: _note(line) for number, line in _numbered(frozen)},
        sequential=bool(frozen.get("sequential")),
    )


def _document(order: Order, company: Company, frozen: Mapping[str, Any]) -> Document:
    buyer, seller = frozen["buyer"], frozen["seller"]
    charges = tuple(_charge(one) for kind in ("discounts", "adjustments") for one in frozen.get(kind) or ())
    taxes = tuple(_tax(one) for one in frozen.get("taxes") or ())
    ours = _identifiers(company, None)
    theirs = [Identifier("party", seller["code"]), *_identifiers(company, order.contractor_id)]
    return Document(
        kind=ORDER,
        name="Order",
        version="2.1",
        number=frozen["number"],
        issued_on=_day(frozen["issued_on"]),
        currency=frozen["currency"],
        buyer=_party(buyer["name"], ours, buyer["billing_address"], company.country),
        seller=_party(seller["name"], theirs, seller["address"]),
        buyer_reference=one_line(frozen.get("title", order.title), LONGEST_NAME),
        starts_on=_day(frozen["starts_on"]),
        ends_on=_day(frozen["ends_on"]),
        note=frozen.get("notes", order.notes),
        sums=_sums(frozen, charges, taxes),
        lines=tuple(_line(number, line, frozen["currency"]) for number, line in _numbered(frozen)),
        charges=charges,
        taxes=taxes,
    )


def _terms(frozen: Mapping[str, Any]) -> str:
    """When it is paid, in the language in which it is printed."""
    language = order_pdf.language(str(frozen.get("printed", {}).get("locale", "")).partition("_")[0])
    return terms_words(frozen.get("payment_terms", ""), language.words)


def _party(name: str, identifiers: Sequence[Identifier], address: str, country: str = "") -> Party:
    return Party(name, registered_name=name, identifiers=tuple(identifiers), address=address, country=country)


def _sums(frozen: Mapping[str, Any], charges: Sequence[Charge], taxes: Sequence[Tax]) -> Sums:
    """The sums as UBL reckons them: an adjustment is a charge like any other, so it is inside what is without tax."""
    lines = Decimal(frozen.get("subtotal", frozen["net"]))
    tax = sum((one.amount for one in taxes), Decimal(0))
    charged, total = sum((one.amount for one in charges), Decimal(0)), Decimal(frozen["total"])
    return Sums(lines=lines, charges=charged, tax=tax if taxes else None, net=total - tax, gross=total, payable=total)


def _numbered(frozen: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(str(number), line) for number, line in enumerate(frozen["lines"], 1)]


def _line(number: str, line: Mapping[str, Any], currency: str) -> Line:
    """A line with its own discount or markup: what lies between quantity times price and its amount."""
    quantity, price, amount = (Decimal(line[name]) for name in ("quantity", "unit_price", "amount"))
    return Line(
        number=number,
        text=one_line(line["text"], LONGEST_TEXT),
        quantity=quantity,
        unit=line["unit"],
        unit_price=price,
        amount=amount,
        charges=amount - round_money(quantity * price, currency) if line.get("discount") else Decimal(0),
        factor=_factor(line.get("discount")),
        tax_percent=Decimal(0) if line.get("tax_exempt") else None,
        is_exempt=bool(line.get("tax_exempt")),
        starts_on=_day(line["starts_on"]),
        ends_on=_day(line["ends_on"]),
    )


def _note(line: Mapping[str, Any]) -> str:
    return "\n".join(one for one in (line.get("heading"), line.get("details"), line.get("job")) if one)


def _charge(one: Mapping[str, Any]) -> Charge:
    return Charge(one_line(one["words"], LONGEST_NAME), Decimal(one["amount"]), _factor(one.get("percent")))


def _tax(one: Mapping[str, Any]) -> Tax:
    return Tax(one_line(one["words"], LONGEST_NAME), Decimal(one["amount"]), Decimal(one["percent"]))


def _factor(percent: str | None) -> Decimal | None:
    """A per cent as Peppol's orders have it: thirty is 30."""
    return Decimal(percent) if percent else None


def _identifiers(company: Company, contractor_id: Any) -> list[Identifier]:
    """The numbers that say of a document whom it concerns; a name is said as a name."""
    return [Identifier(*mark) for mark in names_of(company.id, contractor_id) if mark[0] != NAME]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
