"""Mail that goes out, how a company words it, and what orders are alerted of: their tables, as the trail says them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.mail.models import ORDER, REMITTANCE, VOID_REMITTANCE, MailTemplate, Message, Recipient
from counterfoil.lifecycle.alerts.kinds import KINDS as ALERT_KINDS
from counterfoil.lifecycle.alerts.models import Alert
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.models import Payment

from .kept import Column, Kept, Part, Thing, coded, state

KINDS = {ORDER: _("an order"), REMITTANCE: _("a remittance advice")}
"""What a company words mails of."""
_SUBJECT, _TEXT = Column(_("Subject")), Column(_("Text"))


def _mails(by: Member) -> Rows:
    """Those of orders and payments that the reader sees. Whom an invitation went to is told on the member's own page."""
    found: Rows = Message.objects.within(by.company_id)
    of_orders = Q(kind=ORDER, order_id__in=orders.visible(by).values("id"))
    told = Q(kind__in=(REMITTANCE, VOID_REMITTANCE), payment_id__in=payments.visible(by).values("id"))
    return found.filter(of_orders | told)


def _templates(by: Member) -> Rows:
    found: Rows = MailTemplate.objects.within(by.company_id)
    return found if may_read(by.roles, "mailtemplate") else found.none()


def _kind(code: str) -> Any:
    return KINDS.get(code, code)


MAIL_TABLES = (
    Kept(
        Message,
        ("mail",),
        Thing(_("Mail"), _mails, "subject", page=("order_id", Order), or_page=("payment_id", Payment)),
        columns={"state": state(Message), "error": Column(_("What stopped it"))},
        quiet="kind order_id payment_id invited_id made_by_id subject text html document_sha256 number_of_recipients attempts",
    ),
    Kept(
        Recipient,
        part=Part({"message_id": Message}, place="position", where=_("Recipient %(n)s"), always=True),
        columns={
            "address": Column(_("Address")),
            "state": state(Recipient),
            "told": Column(_("What was said of it")),
        },
        quiet="position",
    ),
    Kept(
        MailTemplate,
        ("mailtemplate",),
        Thing(_("Mail of"), _templates, "kind", says=_kind),
        columns={"subject": _SUBJECT, "text": _TEXT},
        quiet="kind set_by_id",
    ),
    Kept(
        Alert,
        ("alert",),
        part=Part({"order_id": Order}, always=True),
        columns={
            "kind": coded(_("Alert"), {name: one.words for name, one in ALERT_KINDS.items()}),
            "state": state(Alert, _("alert")),
        },
        quiet="number order_id choice_id invoice_id mail_id crossing_id day occasion caused_by_id seen_by_id",
    ),
)
