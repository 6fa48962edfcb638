"""What somebody typed into the form of an invoice or credit note: read in their locale, with what is wrong beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel

from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.picking import label
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.values import MOST_LINES, InvoiceFacts
from counterfoil.lifecycle.orders.models import Order, RevisionLine
from counterfoil.lifecycle.orders.pricing import line_amount

from . import typed
from .typed import Typed
from .wording import Wording

FACTS = ("quoted", "engagement_id", "credits", "currency", "issued_on", "due_on", "tax", "total", "note")
HEAD = ("kind", "contractor", "number", "gives_back", *FACTS)
LINE = ("text", "quantity", "unit", "unit_price", "amount", "starts_on", "ends_on")
NAMED = ("line_id", "piece_id")
"""What a line names without anybody typing it: the order line and the evidence that it bills."""
_NOBODY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Sum:
    """What lines and tax come to, beside the total that is printed."""

    reckoned: Decimal
    printed: Decimal | None

    @property
    def apart(self) -> Decimal:
        """How far the printed total lies from it."""
        return ZERO if self.printed is None else self.printed - self.reckoned


def blank(currency: str, contractor: str = "", today: str = "") -> Typed:
    """An empty form with one line to begin with."""
    head = dict.fromkeys(HEAD, "") | {"kind": "invoice", "currency": currency, "contractor": contractor}
    return Typed(head | {"gives_back": "yes", "issued_on": today}, [_new_line()], fields=LINE)


def posted(post: Mapping[str, str]) -> Typed:
    """The form as it was sent."""
    head = {name: post.get(name, "") for name in HEAD}
    lines: list[dict[str, str]] = []
    while f"lines-{len(lines)}-text" in post and len(lines) < MOST_LINES + 1:
        lines.append({name: post.get(f"lines-{len(lines)}-{name}", "") for name in (*LINE, *NAMED)})
    return Typed(head, lines or [_new_line()], fields=LINE)


def of_order(order: Order, says: Sequence[RevisionLine], words: Wording, today: str) -> Typed:
    """A form for what can be billed on an order now: accepted and not invoiced, or, before anything is, ordered."""
    form = blank(order.currency, label(order.contractor), today)
    form.head["quoted"] = order.number or ""
    shown = any(said.line.accepted_quantity for said in says)
    lines = [_billing(said, shown, order.currency, words) for said in says]
    form.lines = [line for line in lines if line] or [_new_line()]
    return form


def of_invoice(invoice: Invoice, lines: Sequence[InvoiceLine], words: Wording) -> Typed:
    """The form of what was typed before, written in the reader's locale."""
    head = {
        "kind": invoice.kind,
        "contractor": label(invoice.contractor),
        "number": invoice.number,
        "gives_back": "yes" if invoice.gives_back else "",
        "quoted": invoice.quoted,
        "engagement_id": str(invoice.engagement_id or ""),
        "credits": invoice.credits.number if invoice.credits else invoice.credits_number,
        "currency": invoice.currency,
        "issued_on": invoice.issued_on.isoformat(),
        "due_on": invoice.due_on.isoformat(),
        "tax": words.figure(invoice.tax, invoice.currency) if invoice.tax else "",
        "total": words.figure(invoice.total, invoice.currency),
        "note": invoice.note,
    }
    return Typed(head, [_typed_line(line, invoice.currency, words) for line in lines], fields=LINE)


def read(form: Typed, model: type[BaseModel], words: Wording, contractor_id: UUID | None) -> Any:
    """The typed form as values for a verb. Raises Invalid, every field's sentence under its own path."""
    errors: typed.Errors = {}
    data = _head(form, words, errors)
    data["lines"] = [_line(index, line, words, errors) for index, line in enumerate(form.lines)]
    if model is not InvoiceFacts:
        if contractor_id is None:
            errors["contractor"] = [_("Choose a contractor from the list, by name or code.")]
        data |= {"kind": form.head["kind"], "number": form.head["number"], "gives_back": bool(form.head["gives_back"])}
        data["contractor_id"] = str(contractor_id or _NOBODY)
    try:
        values = parsed(model, data)
    except Invalid as invalid:
        raise Invalid(typed.under_fields(invalid.fields) | errors) from None
    if errors:
        raise Invalid(errors)
    return values


def amounts(form: Typed, words: Wording) -> list[Decimal | None]:
    """What each line claims: the amount that is printed, else quantity times price by the one pricing rule."""
    reckoned = typed.amounts(form, words)
    return [
        amount if printed is None else printed
        for amount, printed in zip(reckoned, (_readable(line["amount"], words) for line in form.lines), strict=True)
    ]


def summed(form: Typed, found: Sequence[Decimal | None], words: Wording) -> Sum:
    """Lines and tax together, and the total that was typed from the paper, where it can be read."""
    tax = _readable(form.head["tax"], words) or ZERO
    return Sum(typed.total(found) + tax, _readable(form.head["total"], words))


def _head(form: Typed, words: Wording, errors: typed.Errors) -> dict[str, Any]:
    head = form.head
    data: dict[str, Any] = {name: head[name] for name in ("quoted", "credits", "note")}
    data["currency"] = head["currency"].strip().upper()
    data["engagement_id"] = head["engagement_id"] or None
    data["issued_on"], data["due_on"] = head["issued_on"], head["due_on"] or None
    data["total"] = typed.number(head["total"], "total", words, errors)
    if head["tax"].strip():
        data["tax"] = typed.number(head["tax"], "tax", words, errors)
    if not head["issued_on"]:
        errors["issued_on"] = [_("This is needed.")]
    if head["kind"] == "credit" and not head["credits"].strip():
        errors["credits"] = [_("Write the number of the invoice that it credits.")]
    return data


def _line(index: int, line: Mapping[str, str], words: Wording, errors: typed.Errors) -> dict[str, Any]:
    data = typed.line_data(index, line, words, errors)
    if line["amount"].strip():
        data["amount"] = typed.number(line["amount"], f"lines.{index}.amount", words, errors)
    return data | {name: line.get(name) or None for name in NAMED}


def _billing(said: RevisionLine, shown: bool, currency: str, words: Wording) -> dict[str, str] | None:
    whole = said.line.accepted_quantity if shown else said.quantity
    left = whole - said.line.covered_quantity
    if left <= 0:
        return None
    return _new_line() | {
        "text": said.text,
        "quantity": words.number(left),
        "unit": said.unit,
        "unit_price": words.price(said.unit_price, currency),
        "line_id": str(said.line_id),
    }


def _typed_line(line: InvoiceLine, currency: str, words: Wording) -> dict[str, str]:
    reckoned = line_amount(line.quantity, line.unit_price, currency)
    return {
        "text": line.text,
        "quantity": words.number(line.quantity),
        "unit": line.unit,
        "unit_price": words.price(line.unit_price, currency),
        "amount": "" if line.amount == reckoned else words.figure(line.amount, currency),
        "starts_on": line.starts_on.isoformat() if line.starts_on else "",
        "ends_on": line.ends_on.isoformat() if line.ends_on else "",
        "line_id": str(line.names_line_id or ""),
        "piece_id": str(line.names_piece_id or ""),
    }


def _new_line() -> dict[str, str]:
    return dict.fromkeys((*LINE, *NAMED), "") | {"unit": "HUR"}


def _readable(text: str, words: Wording) -> Decimal | None:
    """A number that is being typed, where it is one already."""
    try:
        found = words.read(text) if text.strip() else None
    except ValueError:
        return None
    return found if found is not None and abs(found) <= 10**15 else None
