"""An order as it is printed: its frozen document, laid out in the reader's language and hand."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from counterfoil.formats import order_pdf, pictures
from counterfoil.formats.order_pdf import Field, Language, Line, Noted, Page, Sum
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.foundation.documents import store
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.terms_words import words as terms_words

from .custom import approved, printed, standing
from .custom_printed import PrintedHand, printed_line_values, printed_values, value_words
from .document import promise
from .models import Order
from .printed_since import Since, since
from .queries import revision_with_lines


def issued_pdf(order: Order, company: Company) -> bytes:
    """The PDF of an issued order, from its frozen document."""
    return order_pdf.render(issued(order, company))


def issued(order: Order, company: Company) -> Page:
    """What is printed of an issued order."""
    return _issued(order, company).laid_out(**_frozen_words(order))


def as_it_stands(by: Member, order: Order) -> Page:
    """The same, and beside the promise what notes and printed fields say otherwise since: who said so, and when. Inside a scope.

    A contractor reads the company's name there: who works in it is internal. Raises NotFound for what has no document.
    """
    if not order.document:
        raise NotFound("document")
    page = _issued(order, by.company)
    noted = page.noted(since(order, by.company), inside=works_here(by.roles))
    return page.laid_out(noted, **_frozen_words(order))


def _issued(order: Order, company: Company) -> "Printed":
    document = json.loads(order.document)
    return Printed(document, company, order.title, date.fromisoformat(document["issued_on"]))


def _frozen_words(order: Order) -> dict[str, Any]:
    return {"digest": order.document_sha256, "notes": json.loads(order.document).get("notes", order.notes)}


def draft(by: Member, order: Order, today: date) -> Page:
    """How an order would be printed if it were issued as it stands: marked as a draft, without a number and a code to scan.

    Called inside a scope. Raises NotFound for what is issued, or was loaded: that has its document.
    """
    if order.number or order.is_loaded:
        raise NotFound("draft")
    revision, said = revision_with_lines(order)
    document = json.loads(promise(order, revision, said, by.company))
    document["printed"].pop("address", None)
    lines = [one.line for one in said]
    document["fields"] = approved(printed(standing(order, lines), lines, by.company.timezone))
    return Printed(document, by.company, order.title, today).laid_out(notes=order.notes, draft=True)


def file_name(order: Order, ending: str, by_contractor_code: bool = False) -> str:
    """What a file of an order is called: by its number, or by the contractor's own; a folder is none of it."""
    name = order.contractor_code if by_contractor_code else order.number
    return re.sub(r"[/\\:]", "-", name or order.title) + ending


class Printed:
    """One document and how it is written."""

    def __init__(self, document: Mapping[str, Any], company: Company, title: str, day: date) -> None:
        self.document, self.company, self.day = document, company, day
        self.how: Mapping[str, Any] = document.get("printed", {})
        self.title: str = document.get("title", title)
        self.locale: str = self.how.get("locale", company.locale)
        self.language: Language = order_pdf.language(self.locale.partition("_")[0])
        self.words = self.language.words
        self.currency: str = document["currency"]
        self.hand = PrintedHand(self.locale)

    def laid_out(self, noted: Sequence[Noted] = (), **more: Any) -> Page:
        """The page with all that stands in the document."""
        document = self.document
        return Page(
            language=self.language.code,
            labels=self.words,
            day=self.day,
            title=self.title,
            facts=self._facts(),
            buyer=document["buyer"]["name"],
            buyer_address=document["buyer"]["billing_address"],
            seller=document["seller"]["name"],
            seller_address=document["seller"]["address"],
            invoice_channel=document["buyer"]["invoice_channel"],
            lines=[row for place, line in enumerate(document["lines"], 1) for row in self._rows(line, place)],
            sums=self._sums(),
            number=document["number"] or "",
            contractor_code=document["contractor_code"] or "",
            terms=self.how.get("terms", ""),
            fields=self._custom(),
            noted=noted,
            letterhead=self.how.get("letterhead", ""),
            logo=_logo(self.company, self.how.get("logo", "")),
            address=self.how.get("address", ""),
            **more,
        )

    def noted(self, since: Sequence[Since], inside: bool) -> list[Noted]:
        """What was noted after issue, in this document's words."""
        zone = ZoneInfo(self.company.timezone)
        return [
            Noted(
                f"{one.line}: {one.name}" if one.line else one.name or self.words["notes"],
                value_words(one.kind, one.value, self.hand, self.words["yes"], self.words["no"]) or "–",
                self.words["noted"].format(
                    who=one.by if inside else self.company.name, day=self.hand.moment(one.at.astimezone(zone))
                ),
            )
            for one in since
        ]

    def _facts(self) -> list[Field]:
        document = self.document
        said = {
            "issued_on": self._day(document["issued_on"]),
            "revision": str(document["revision"]),
            "engagement": document["engagement_title"],
            "starts_on": self._day(document["starts_on"]),
            "ends_on": self._day(document["ends_on"]),
            "payment_terms": terms_words(document.get("payment_terms", ""), self.words, self._share),
        }
        return [Field(self.words[name], value) for name, value in said.items() if value]

    def _custom(self) -> list[Field]:
        """The custom fields that were approved with it, those of a group together."""
        groups = printed_values(self.document, self.hand, self.words["yes"], self.words["no"])
        return [
            Field(group or label, words if not group else f"{label}: {words}")
            for group, fields in groups
            for label, words in fields
        ]

    def _rows(self, line: Mapping[str, Any], place: int) -> list[Line]:
        """The line, below its heading where it has one."""
        quantity = Decimal(line["quantity"])
        row = Line(
            text=line["text"],
            quantity=self._figure(line["quantity"]),
            unit=self.language.counted(line["unit"], quantity),
            unit_price=self._figure(line["unit_price"]),
            amount=self._figure(line["amount"]),
            details=self._details(line, place),
        )
        return [Line(text=line["heading"], heading=True), row] if line.get("heading") else [row]

    def _details(self, line: Mapping[str, Any], place: int) -> list[str]:
        details = [self._period(line), line.get("details", "")]
        if discount := line.get("discount"):
            details.append(self._percent(self.words["discount" if discount.startswith("-") else "markup"], discount))
        if line.get("tax_exempt"):
            details.append(self.words["tax_exempt"])
        if job := line.get("job"):
            details.append(f"{self.words['job_reference']}: {job}")
        custom = printed_line_values(self.document, place, self.hand, self.words["yes"], self.words["no"])
        details += [f"{label}: {words}" for label, words in custom]
        return [one for one in details if one]

    def _sums(self) -> list[Sum]:
        """Every sum in the order in which it is reckoned; where nothing is added to the lines, what they come to is the total."""
        document, rows = self.document, []
        if "subtotal" in document:
            rows = [(self.words["lines"], document["subtotal"])]
            rows += self._charges("discounts")
            rows += [(self.words["net"], document["net"]), *self._charges("taxes"), *self._charges("adjustments")]
        sums = [Sum(words, self._money(amount, self.currency)) for words, amount in rows]
        return [
            *sums,
            Sum(self.words["total"], self._money(document["total"], self.currency), strong=True),
            *self._base(),
        ]

    def _charges(self, kind: str) -> list[tuple[str, str]]:
        charges = self.document.get(kind) or []
        return [(self._percent(one["words"], one.get("percent")), one["amount"]) for one in charges]

    def _base(self) -> list[Sum]:
        """What it comes to in the company's own money, and by which rate: the contractor is paid in the order's."""
        if "base_total" not in self.how:
            return []
        base = self.how["base_currency"]
        words = self.words["base_total"].format(currency=base)
        rate = self.words["rate"].format(foreign=self.currency, rate=self._figure(self.document["rate"]), currency=base)
        total = f"{Decimal(self.how['base_total']):.{minor_units(base)}f}"
        return [Sum(f"{words} ({rate})", self._money(total, base))]

    def _percent(self, words: str, percent: str | None) -> str:
        """Words with their per cent, unless they name it themselves."""
        said = f"{self._figure(percent)} %" if percent else ""
        return words if said in words else f"{words} {said}"

    def _period(self, line: Mapping[str, Any]) -> str:
        return " – ".join(self._day(line[name]) for name in ("starts_on", "ends_on") if line[name])

    def _money(self, amount: str, currency: str) -> str:
        return f"{self._figure(amount)} {currency}"

    def _figure(self, text: str) -> str:
        """A figure with as many decimals as it was stored with, and the locale's separators."""
        decimals = len(text.partition(".")[2])
        pattern = "#,##0." + "0" * decimals
        written: str = format_decimal(Decimal(text), format=pattern, locale=self.locale, decimal_quantization=False)
        return written

    def _share(self, figure: Decimal) -> str:
        return self._figure(plain_decimal(figure))

    def _day(self, text: str | None) -> str:
        return format_date(date.fromisoformat(text), format="long", locale=self.locale) if text else ""


def _logo(company: Company, sha256: str) -> order_pdf.Logo | None:
    """The picture that was the company's logo then. Raises FileNotFoundError where it is gone: `verify` reports it."""
    if not sha256:
        return None
    content = store.fetch(company.id, sha256)
    picture = pictures.read(content)
    return order_pdf.Logo(picture.media_type, picture.width, picture.height, content) if picture else None
