"""Which verbs take which steps: how the rows of each table come into their states, and who and when they say it was."""

from collections.abc import Mapping
from dataclasses import dataclass

from counterfoil.foundation.approvals import states as approvals
from counterfoil.foundation.catalogue import states as catalogue
from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.foundation.kernel.states import Transitions
from counterfoil.foundation.mail import states as mail
from counterfoil.lifecycle.alerts import states as alerts
from counterfoil.lifecycle.engagements import states as engagements
from counterfoil.lifecycle.evidence import states as evidence
from counterfoil.lifecycle.invoices import states as invoices
from counterfoil.lifecycle.matching import states as matching
from counterfoil.lifecycle.orders import states as orders
from counterfoil.lifecycle.payments import states as payments
from counterfoil.lifecycle.remittances import states as remittances

from .loads import ADDS, LOADS, MANY

MATCHING_VERBS = frozenset(
    {
        *("invoice.receive", "invoice.admit_duplicate", "invoice.correct", "invoice.match", "invoice.pair"),
        *("invoice.void", "invoice.undo_set_off", "exception.accept", "writeoff.reverse"),
        *("payment.fail", "payment.cancel", "payment.reverse", "payment.unlink"),
    }
)
"""The verbs that end with a look at an invoice; voiding a credit note looks at the invoice that it credited, and a
correction makes void what it corrects."""
Verbs = frozenset[str]
RELEASING: Verbs = frozenset({"payment.release", "payment.release_several", "payment.mark_paid"})
"""The verbs that let money go."""
_NOTED: Verbs = frozenset({"writeoff.note_invoice", "writeoff.note_balance", "writeoff.note_order"})


@dataclass(frozen=True)
class Way:
    """How the rows of a table come into their states: the verbs that make them, and those that take each transition."""

    table: str
    first: str | tuple[str, ...]
    made_by: Verbs
    transitions: Transitions
    taken_by: Mapping[str, Verbs]

    def permitted(self) -> dict[str, list[str]]:
        """The steps that may be, as three lists: from (nothing for a new row), to, and by which verb."""
        firsts = (self.first,) if isinstance(self.first, str) else self.first
        steps = [("", first, verb) for first in firsts for verb in sorted(self.made_by)]
        for name, (starts, end) in self.transitions.items():
            steps += [(start, end, verb) for start in starts for verb in sorted(self.taken_by[name])]
        return dict(zip(("starts", "ends", "verbs"), map(list, zip(*steps, strict=True)), strict=True))


def _one(*verbs: str) -> Verbs:
    return frozenset(verbs)


def _hold(table: str, subject: str) -> Way:
    lift = {"lift": (("standing",), "lifted")}
    return Way(table, "standing", _one(f"{subject}.hold"), lift, {"lift": _one(f"{subject}.lift")})


def _catalogue(one: Catalogue) -> Way:
    taken_by = {name: _one(f"{one.subject}.{name}") for name in catalogue.TRANSITIONS}
    return Way(one.table, catalogue.FIRST[0], _one(f"{one.subject}.add"), catalogue.TRANSITIONS, taken_by)


_MAILED = frozenset(
    {"order.send", "invitation.send", "remittance.advise", "remittance.void", "remittance.send", "alert.tell"}
)
"""The verbs that write a mail down."""
_ASKS = _one("order.submit", "offer.submit", "requisition.submit", "changerequest.submit")
_GIVES = _one("order.approve", "offer.approve", "requisition.approve", "changerequest.approve")
_REFUSES = _one("order.reject", "offer.reject", "requisition.reject", "changerequest.reject")
_STANDING = _one(
    *(f"order.{name}" for name, (_starts, end) in orders.TRANSITIONS.items() if end == "issued"),
    *("order.load", "order.share", "order.attach", "order.restate", "order.edit", "offer.accept"),
)
"""The verbs by which an order comes to stand, or stands for longer or for more."""

WAYS = (
    Way(
        "approvals_approval",
        "open",
        _ASKS,
        approvals.APPROVAL,
        {
            "give": _GIVES,
            "refuse": _REFUSES,
            "recall": _one(
                *("order.recall", "order.cancel", "offer.recall", "requisition.revise", "requisition.withdraw"),
                *("changerequest.revise", "changerequest.withdraw"),
            ),
            "withdraw": _one("order.withdraw", "order.cancel", "offer.recall"),
        },
    ),
    Way(
        "approvals_step",
        "waiting",
        _ASKS,
        approvals.STEP,
        {
            "give": _GIVES,
            "refuse": _REFUSES,
        },
    ),
    Way(
        "engagements_offer",
        engagements.OFFER_FIRST,
        _one("offer.create"),
        engagements.OFFER,
        {name: _one(f"offer.{name}") for name in engagements.OFFER},
    ),
    Way(
        "engagements_requisition",
        engagements.REQUISITION_FIRST,
        _one("requisition.create"),
        engagements.REQUISITION,
        {name: _one(f"requisition.{name}") for name in engagements.REQUISITION},
    ),
    Way(
        "engagements_changerequest",
        engagements.CHANGE_FIRST,
        _one("changerequest.create"),
        engagements.CHANGE,
        {name: _one(f"changerequest.{name}") for name in engagements.CHANGE},
    ),
    Way(
        "engagements_jobpost",
        engagements.POST_FIRST,
        _one("jobpost.create"),
        engagements.POST,
        {name: _one(f"jobpost.{name}") for name in engagements.POST} | {"fill": _one("offer.accept")},
    ),
    Way(
        "engagements_contract",
        engagements.CONTRACT_FIRST,
        _one("contract.create", "offer.accept"),
        engagements.CONTRACT,
        {name: _one(f"contract.{name}") for name in engagements.CONTRACT},
    ),
    Way(
        "orders_wish",
        "open",
        _one("engagement.ask_for_order"),
        orders.WISH,
        {"answer": _one("engagement.answer_wish"), "meet": _STANDING},
    ),
    Way(
        "evidence_piece",
        evidence.FIRST[0],
        _one("evidence.submit", "evidence.correct", "evidence.receive"),
        evidence.TRANSITIONS,
        {name: _one(f"evidence.{name}") for name in evidence.TRANSITIONS}
        | {"accept": _one("evidence.accept", "evidence.receive")},
    ),
    Way(
        "invoices_invoice",
        invoices.FIRST[0],
        _one("invoice.receive", "invoice.admit_duplicate", "advance.request"),
        invoices.TRANSITIONS,
        {
            "match": MATCHING_VERBS | _one("advance.request"),
            **dict.fromkeys(("dispute", "clear", "credit"), MATCHING_VERBS),
            "reject": _one("invoice.reject"),
            "release": RELEASING,
            "settle": _one("payment.settle") | RELEASING | MATCHING_VERBS,
            "take_back": _one(
                *("payment.fail", "payment.cancel", "payment.reverse", "payment.unlink"),
                *("writeoff.reverse", "invoice.undo_set_off"),
            ),
            "reverse": _one("payment.reverse", "invoice.undo_set_off"),
            "write_off": _NOTED | _one("writeoff.approve"),
            "restore": _one("writeoff.reverse"),
            **dict.fromkeys(("replace", "take_over"), MATCHING_VERBS),
            "void": _one("invoice.void") | MATCHING_VERBS,
            "uncredit": _one("invoice.void"),
        },
    ),
    Way(
        "matching_exception",
        matching.FIRST[0],
        MATCHING_VERBS,
        matching.TRANSITIONS,
        {
            "accept": _one("exception.accept"),
            "correct": MATCHING_VERBS,
            "reject": _one("invoice.reject", "invoice.void"),
            "reopen": MATCHING_VERBS,
        },
    ),
    Way(
        "payments_payment",
        payments.FIRST[0],
        RELEASING,
        payments.TRANSITIONS,
        {name: _one(f"payment.{name}") for name in payments.TRANSITIONS}
        | {name: _one(f"payment.{name}", "payment.mark_paid") for name in ("initiate", "settle")},
    ),
    Way(
        "payments_refund",
        "noted",
        _one("refund.note"),
        payments.REFUND,
        {name: _one(f"refund.{name}") for name in payments.REFUND},
    ),
    Way(
        "payments_writeoff",
        ("noted", "standing"),
        _NOTED,
        payments.WRITE_OFF,
        {name: _one(f"writeoff.{name}") for name in payments.WRITE_OFF},
    ),
    Way(
        "remittances_remittance",
        remittances.FIRST[0],
        _one("remittance.advise"),
        remittances.TRANSITIONS,
        {"void": _one("remittance.void")},
    ),
    Way(
        "alerts_alert",
        alerts.FIRST[0],
        _one("alert.raise"),
        alerts.TRANSITIONS,
        {"end": _one("alert.end"), "see": _one("alert.see")},
    ),
    Way(
        "orders_orderfinding",
        "open",
        _one(*LOADS, *ADDS, MANY, "order.edit", "order.restate", "order.revoke"),
        {"settle": (("open",), "settled")},
        {"settle": _one("finding.settle")},
    ),
    Way(
        "mail_message",
        mail.FIRST[0],
        _MAILED,
        mail.MAIL,
        dict.fromkeys(mail.MAIL, _one("mail.deliver"))
        | {"claim": _one("mail.claim"), "cancel": _one("mail.cancel", "mail.withdraw", "remittance.void")},
    ),
    Way(
        "mail_recipient",
        mail.FIRST[0],
        _MAILED,
        mail.RECIPIENT,
        dict.fromkeys(mail.RECIPIENT, _one("mail.deliver")) | {"bounce": _one("mail.bounce")},
    ),
    _hold("parties_contractorhold", "contractor"),
    _hold("orders_orderhold", "order"),
    _hold("invoices_invoicehold", "invoice"),
    *map(_catalogue, CATALOGUES),
)
