"""A follower's work: render an issued order's frozen document as a PDF and file it with the hash it was made from."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import translation
from django.utils.translation import gettext as _

from counterfoil.formats import order_pdf
from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import FileValues, file_document
from counterfoil.foundation.documents.queries import rendering
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.prepared import row_of
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.orders.models import Order

from .batch import Batch

KIND, MEDIA_TYPE = "order_pdf", "application/pdf"


def file_order_pdf(entry: Entry, batch: Batch) -> None:
    """Render and file the PDF of the order that this entry issued. Run again, it files nothing new."""
    if entry.order_id is None:
        raise NotFound("order")
    with scope.reading(entry.company_id):
        order = row_of(Order, entry.company_id, entry.order_id)
        if rendering(order.company_id, order.document_sha256, MEDIA_TYPE):
            return
    member = batch.member
    with translation.override(member.company.locale):
        content = order_pdf.render(page_of(order, member.company))
    values = FileValues(
        kind=KIND,
        name=f"{order.number}.pdf",
        media_type=MEDIA_TYPE,
        size=len(content),
        sha256=store.keep(order.company_id, content),
        made_from=order.document_sha256,
        order_id=order.id,
    )
    file_document(by=member, at=batch.at, values=values, via=Via("follower", f"{KIND}:{entry.id}"))


def page_of(order: Order, company: Company) -> order_pdf.Page:
    """What the PDF says: the frozen document in the company's own way of writing dates and figures."""
    document = json.loads(order.document)
    locale = company.locale
    return order_pdf.Page(
        labels=_labels(),
        number=document["number"],
        contractor_code=document["contractor_code"],
        issued_on=_day(document["issued_on"], locale),
        buyer=document["buyer"]["name"],
        buyer_address=document["buyer"]["billing_address"],
        seller=document["seller"]["name"],
        seller_address=document["seller"]["address"],
        engagement=document["engagement_title"],
        invoice_channel=document["buyer"]["invoice_channel"],
        currency=document["currency"],
        lines=[_line(line, locale) for line in document["lines"]],
        total=_figure(document["total"], locale),
        notes=order.notes,
        digest=order.document_sha256,
    )


def _line(line: dict[str, Any], locale: str) -> order_pdf.Line:
    days = [_day(line[name], locale) for name in ("starts_on", "ends_on") if line[name]]
    return order_pdf.Line(
        text=line["text"],
        dates=" – ".join(days),
        quantity=f"{_figure(line['quantity'], locale)} {counted(line['unit'], Decimal(line['quantity']))}",
        unit_price=_figure(line["unit_price"], locale),
        amount=_figure(line["amount"], locale),
    )


def _figure(text: str, locale: str) -> str:
    """A figure with as many decimals as it was stored with, and the locale's separators."""
    decimals = len(text.partition(".")[2])
    return format_decimal(Decimal(text), format="#,##0." + "0" * decimals, locale=locale, decimal_quantization=False)


def _day(text: str, locale: str) -> str:
    return format_date(date.fromisoformat(text), locale=locale)


def _labels() -> dict[str, str]:
    return {
        "title": _("Purchase order"),
        "issued_on": _("Issued on"),
        "buyer": _("Ordered by"),
        "seller": _("Contractor"),
        "engagement": _("Engagement"),
        "text": _("What is to be done"),
        "quantity": _("Quantity"),
        "unit_price": _("Unit price"),
        "amount": _("Amount"),
        "total": _("Total"),
        "invoice_to": _("Send invoices to"),
        "quote": _("Quote this number on every invoice:"),
        "notes": _("Notes"),
        "digest": _("Fingerprint (SHA-256)"),
    }
