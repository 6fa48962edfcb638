"""Template tags of evidence, invoices, exceptions and payments: figures by their measure, days due, kinds, verdicts."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterfoil.foundation.catalogue.units import counted
from counterfoil.insight.payables.comparison import VERDICTS, Attribute
from counterfoil.insight.payables.payment_status import exception_words, payment_words
from counterfoil.insight.trace.due_states import Due, due_of_invoice
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.matching.kinds import KINDS
from counterfoil.lifecycle.orders.pricing import line_amount

from ..wording import Wording, wording

register = template.Library()
_NONE = "–"


@register.simple_tag(takes_context=True)
def measured(context: Any, value: Any, attribute: Attribute, currency: str) -> str:
    """One figure of a comparison, as its measure is written; a dash where there is none."""
    return _written(_words(context), value, attribute.measure, currency)


@register.simple_tag(takes_context=True)
def allowed(context: Any, attribute: Attribute, currency: str) -> str:
    """From where to where a figure passes."""
    words = _words(context)
    low, high = (_written(words, end, attribute.measure, currency) for end in (attribute.low, attribute.high))
    if attribute.low is None and attribute.high is None:
        return _NONE
    if attribute.low == attribute.high:
        return low
    if attribute.high is None:
        return _("from %(low)s") % {"low": low}
    return _("up to %(high)s") % {"high": high} if attribute.low is None else f"{low} – {high}"


@register.simple_tag(takes_context=True)
def line_sum(context: Any, line: InvoiceLine, currency: str) -> SafeString:
    """How a line's amount came to be: quantity, price, its own charges; or that it is stated and these give another."""
    words = _words(context)
    measured = f"{words.number(line.quantity)} {counted(line.unit, abs(line.quantity))}"
    sum_of = f"{measured} × {words.price(line.unit_price, currency)}"
    if line.charges:
        sum_of += f" {'−' if line.charges < 0 else '+'} {words.figure(abs(line.charges), currency)}"
    amount = words.figure(line.amount, currency)
    if line_amount(line.quantity, line.unit_price, currency) + line.charges == line.amount:
        return format_html("{} = <strong>{}</strong>", sum_of, amount)
    return format_html("{} · <strong>{}</strong> {}", sum_of, amount, _("as stated"))


@register.filter
def verdict_words(verdict: str) -> str:
    """A verdict as a word: colour alone says nothing."""
    return str(VERDICTS[verdict])


@register.filter
def kind_words(kind: str) -> str:
    """What a kind of exception is called."""
    return str(KINDS[kind].words)


@register.simple_tag(takes_context=True)
def exception_sentence(context: Any, exception: Any) -> str:
    """An exception in words, for this reader."""
    return exception_words(exception, bool(context.get("outside")))


@register.simple_tag(takes_context=True)
def payment_stands(context: Any, payment: Any) -> str:
    """Where a payment is."""
    return payment_words(payment, _words(context))


@register.simple_tag(takes_context=True)
def due(context: Any, day: date | None, today: date) -> SafeString:
    """A day that is due: green later, blue today, red overdue, each with its words. None: no day is known."""
    if day is None:
        return format_html('<span class="quiet">{}</span>', _("no due day"))
    late = (today - day).days
    title = _words(context).day(day)
    if late > 0:
        words = ngettext("overdue by %(days)s day", "overdue by %(days)s days", late) % {"days": late}
        return _due("overdue", day, title, words)
    if late == 0:
        return _due("today", day, title, _("due today"))
    return _due("later", day, title, _("due %(day)s") % {"day": title})


@register.filter
def clock(invoice: Invoice, today: date) -> Due:
    """How an invoice stands by the clock."""
    return due_of_invoice(invoice, today)


@register.filter
def absolute(value: Decimal) -> Decimal:
    """A figure without its sign."""
    return abs(value)


@register.filter
def minus(value: Decimal, other: Decimal) -> Decimal:
    """One figure less another."""
    return value - other


def _due(tone: str, day: date, title: str, words: str) -> SafeString:
    return format_html(
        '<time class="due due-{}" datetime="{}" title="{}">{}</time>', tone, day.isoformat(), title, words
    )


def _written(words: Wording, value: Any, measure: str, currency: str) -> str:
    if value is None or value == "":
        return _NONE
    if measure == "money":
        return words.figure(value, currency)
    if measure == "price":
        return words.price(value, currency)
    if measure == "quantity":
        return words.number(value)
    return words.day(value) if measure == "day" else str(value)


def _words(context: Any) -> Wording:
    found = context.get("wording")
    return found if isinstance(found, Wording) else wording(None)
