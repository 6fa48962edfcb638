"""The kinds of alerts: what each says, who is told, and on which page its line leads.

Adding one is its declaration here, its SELECT in `alerts_holding` (functions.sql), and its sentence in the languages of
foundation/mail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.permissions import FINANCE, ISSUER, OWNER, PAYABLES
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.written import MonetaryAmount, written

from .models import Alert

INVOICE, DOCUMENTS, PAYMENT, ORDER, OFFER = "invoice", "documents", "payment", "order", "offer"
"""The pages that an alert leads to: its invoice, the documents of its order, the payment that its mail told of, its order, the
offer that waits for one."""


@dataclass(frozen=True)
class AlertKind:
    """What there is to be told of. `roles` are told wherever they see the order, and whoever these `people` columns name.

    `label` is said in a word or two, `words` where one chooses of what to be told, `over` once it holds no more, where it is said
    otherwise.
    """

    name: str
    label: Any
    words: Any
    sentence: Any
    roles: frozenset[str]
    leads: str
    people: Sequence[str] = ()
    tone: str = "disputed"
    over: Any = ""


_REQUESTER, _SENDER = "order__requester_id", "mail__made_by_id"
_PAYING = frozenset({FINANCE, PAYABLES})
_FINANCE = frozenset({FINANCE})
_ISSUING = frozenset({ISSUER})

_KINDS = (
    AlertKind(
        "threshold",
        _("Threshold"),
        _("Thresholds that an order has crossed"),
        _(
            "On %(day)s order %(order)s of %(contractor)s came to %(amount)s %(figure)s and crossed its threshold of %(mark)s."
        ),
        frozenset({FINANCE, OWNER}),
        ORDER,
        (_REQUESTER,),
    ),
    AlertKind(
        "expired",
        _("Expired"),
        _("Orders that have run out with money left"),
        _("Order %(order)s of %(contractor)s ran out on %(day)s, and %(open)s of it is open."),
        _FINANCE,
        ORDER,
        (_REQUESTER,),
        tone="failed",
        over=_("Order %(order)s of %(contractor)s had run out on %(day)s with money left."),
    ),
    AlertKind(
        "expiring",
        _("Runs out"),
        _("Orders that soon run out"),
        _("Order %(order)s of %(contractor)s runs out on %(day)s, and %(open)s of it is open."),
        _FINANCE,
        ORDER,
        (_REQUESTER,),
        tone="initiated",
        over=_("Order %(order)s of %(contractor)s was soon to run out, on %(day)s."),
    ),
    AlertKind(
        "ahead",
        _("Ahead"),
        _("Orders whose money goes faster than their days"),
        _(
            "The money of order %(order)s of %(contractor)s goes faster than its days: %(drawn)s of %(limit)s is accepted or "
            "invoiced, and it runs until %(day)s."
        ),
        _FINANCE | {OWNER},
        ORDER,
        (_REQUESTER,),
        over=_("The money of order %(order)s of %(contractor)s went faster than its days, until %(day)s."),
    ),
    AlertKind(
        "awaited",
        _("No order yet"),
        _("Offers whose purchase order is not there on its day"),
        _("%(offer)s for %(contractor)s waits for its purchase order: %(owner)s gets it, by %(day)s."),
        frozenset(),
        OFFER,
        ("choice__owner_id", "choice__chosen_by_id"),
        over=_("%(offer)s for %(contractor)s waited for its purchase order, which %(owner)s was to get by %(day)s."),
    ),
    AlertKind(
        "late",
        _("Late"),
        _("Invoices that are late"),
        _("Invoice %(invoice)s of %(contractor)s was due on %(day)s, and %(amount)s of it is not paid."),
        _PAYING,
        INVOICE,
        (_REQUESTER,),
        tone="failed",
        over=_("Invoice %(invoice)s of %(contractor)s was late: it was due on %(day)s."),
    ),
    AlertKind(
        "due",
        _("Due"),
        _("Invoices that are due within three days"),
        _("Invoice %(invoice)s of %(contractor)s is due on %(day)s: %(amount)s is to be paid."),
        _PAYING,
        INVOICE,
        tone="initiated",
        over=_("Invoice %(invoice)s of %(contractor)s was soon due, on %(day)s."),
    ),
    AlertKind(
        "mail_failed",
        _("Not arrived"),
        _("Orders whose mail did not arrive"),
        _("The mail of order %(order)s to %(contractor)s, written on %(day)s, did not reach everybody."),
        _ISSUING,
        DOCUMENTS,
        (_REQUESTER, _SENDER),
        tone="failed",
    ),
    AlertKind(
        "advice_failed",
        _("Not arrived"),
        _("Remittance advices whose mail did not arrive"),
        _("The mail to %(contractor)s about their payment, written on %(day)s, did not reach them."),
        _PAYING,
        PAYMENT,
        (_SENDER,),
        tone="failed",
    ),
    AlertKind(
        "not_sent",
        _("Not sent"),
        _("Orders that were issued and not sent"),
        _("Order %(order)s was issued on %(day)s and not sent to %(contractor)s."),
        _ISSUING,
        DOCUMENTS,
        (_REQUESTER,),
        over=_("Order %(order)s, issued on %(day)s, was not sent to %(contractor)s for three days."),
    ),
    AlertKind(
        "document_waits",
        _("Waits"),
        _("Documents that wait to be made or mailed"),
        _("The document of order %(order)s still waits to go out to %(contractor)s."),
        _ISSUING | {OWNER},
        DOCUMENTS,
        (_REQUESTER, _SENDER),
        over=_("The document of order %(order)s waited to go out to %(contractor)s."),
    ),
)
KINDS: Mapping[str, AlertKind] = {one.name: one for one in _KINDS}
"""Every kind by its name, the most urgent first."""


@dataclass(frozen=True)
class ToldAlert:
    """One alert as it is told: what it says, and where that leads."""

    alert: Alert

    @property
    def kind(self) -> AlertKind:
        """Its kind."""
        return KINDS[self.alert.kind]

    @property
    def params(self) -> dict[str, Any]:
        """What its sentence names, as what it is."""
        if self.alert.choice:
            offer, owner = self.alert.choice.offer, self.alert.choice.owner
            named = {"offer": offer.title, "contractor": offer.contractor.name, "owner": owner.name}
            return named | {"day": self.alert.day}
        order, bill = self.alert.order, self.alert.invoice
        crossed = self.alert.crossing
        if crossed:
            sums = {"amount": crossed.amount, "mark": crossed.mark}
            told = {name: MonetaryAmount(sum_, order.currency) for name, sum_ in sums.items()}
            return self._about | told | {"figure": crossed.threshold.figure_words}
        unpaid = bill.total - bill.credited_amount - bill.settled_amount - bill.written_off_amount if bill else ZERO
        return self._about | {
            "invoice": bill.number if bill else "",
            "amount": MonetaryAmount(max(unpaid, ZERO), bill.currency if bill else order.currency),
        }

    @property
    def _about(self) -> dict[str, Any]:
        """What every kind can name."""
        order = self.alert.order
        drawn = max(order.accepted_amount, order.covered_amount)
        sums = {"open": order.open_amount, "drawn": drawn, "limit": order.limit_amount}
        whose = order.contractor.name if order.contractor else _("several contracts")
        named = {"order": order.number or order.title, "contractor": whose, "day": self.alert.day}
        return named | {name: MonetaryAmount(sum_, order.currency) for name, sum_ in sums.items()}

    @property
    def says(self) -> str:
        """Its sentence, in the reader's language and hand."""
        is_over = self.alert.state == "over"
        return written((is_over and self.kind.over) or self.kind.sentence, self.params)

    @property
    def leads_to(self) -> UUID:
        """The id of what it leads to."""
        mail, choice = self.alert.mail, self.alert.choice
        found = {
            INVOICE: self.alert.invoice_id,
            PAYMENT: mail.payment_id if mail else None,
            OFFER: choice.offer_id if choice else None,
        }
        target: UUID = found.get(self.kind.leads) or self.alert.order_id  # type: ignore[assignment]
        return target
