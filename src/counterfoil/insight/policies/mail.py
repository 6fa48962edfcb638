"""How the mails of orders and advices are worded: by the company's own text, or by the one that every company starts with. And
that of an order, filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import format_decimal

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.mail import queries
from counterfoil.foundation.mail.placeholders import PLACES, filled
from counterfoil.foundation.mail.wording import ORDER, wording
from counterfoil.lifecycle.orders.models import Order, Revision
from counterfoil.lifecycle.orders.printed import hand


@dataclass(frozen=True)
class MailTemplateNow:
    """The text in force; `version` 0 is the one that every company starts with."""

    version: int
    subject: str
    text: str
    places: Sequence[str]
    set_by: Member | None = None
    set_at: datetime | None = None


@dataclass(frozen=True)
class Draft:
    """The mail of one order as it begins: whoever sends it may still change it."""

    recipients: Sequence[str]
    subject: str
    text: str


def mail_template(by: Member, kind: str = ORDER) -> MailTemplateNow:
    """The text for somebody who reads what the company has set. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "mailtemplate"):
        raise NotFound("mailtemplate")
    return _in_force(by, by.company.locale, kind)


def draft(by: Member, order: Order, said: Revision) -> Draft:
    """The mail of an order as the text in force words it: where the company has none of its own, in the language in which the
    order is printed for its contractor. Called inside a scope."""
    printed_in = hand(order.contractor.language, by.company.locale)
    template = _in_force(by, printed_in, ORDER)
    values = _values(by, order, said, printed_in if not template.version else "")
    subject = " ".join(filled(template.subject, values).split())
    address = order.contractor.email
    return Draft([address] if address else [], subject[:200], filled(template.text, values))


def _in_force(by: Member, locale: str, kind: str) -> MailTemplateNow:
    own = queries.template(by.company_id, kind)
    if own:
        return MailTemplateNow(own.version, own.subject, own.text, PLACES[kind], set_by=own.set_by, set_at=own.set_at)
    says = wording(kind, locale)
    return MailTemplateNow(0, says.subject, says.text, PLACES[kind])


def _values(by: Member, order: Order, said: Revision, locale: str) -> dict[str, str]:
    """What each place says, its figures and days in the hand of the text, or else as the contractor writes them."""
    locale = locale or order.contractor.language or by.company.locale
    return {
        "number": order.number or "",
        "contractor_code": order.contractor_code or "",
        "title": order.title,
        "contractor": order.contractor.name,
        "company": by.company.name,
        "total": _money(said, order, locale),
        "issued_on": _day(order.issued_on, locale),
        "starts_on": _day(said.starts_on, locale),
        "ends_on": _day(said.ends_on, locale),
        "sender": by.name,
    }


def _day(day: date | None, locale: str) -> str:
    return format_date(day, locale=locale) if day else ""


def _money(said: Revision, order: Order, locale: str) -> str:
    """The total with exactly its currency's decimals."""
    pattern = "#,##0." + "0" * minor_units(order.currency)
    return f"{format_decimal(said.total, format=pattern.rstrip('.'), locale=locale)} {order.currency}"
