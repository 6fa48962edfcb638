"""The order's verbs as forms on its record, and its ways to other pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.holds import Hold, in_force
from counterfoil.insight.trace.facts import Facts
from counterfoil.insight.trace.outside import is_outside
from counterfoil.insight.trace.record import Record
from counterfoil.insight.verbs.available import AvailableVerb
from counterfoil.lifecycle.engagements.picking import engagements_of
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import TYPED_WAYS, Order

from ..forms.available import Attempt, ShownVerb, Suggested, VerbGroups, grouped, shown_verb
from ..forms.verb_forms import forms_of
from .invoice import SCOPE_WORDS, ShownHold, hold_form, lift_form

ORDER = forms_of("order")
_SENT_BY = [(way, Order.SENT[way]) for way in TYPED_WAYS]
"""How an order goes out beside the mail from here."""
_AT_ITS_HOLD = "lift"
"""Lifting is done where the hold stands."""


@dataclass(frozen=True)
class Way:
    """A way from the record to a page where its next step is done."""

    words: Any
    address: str
    icon: str


def shown_verbs(record: Record, by: Member, attempt: Attempt | None) -> VerbGroups:
    """Every verb of the order with its form, in the order in which a person would look for it."""
    here = [offered for offered in record.verbs if offered.verb.startswith(("order.", "writeoff.", "advance."))]
    verbs = [(offered.verb.partition(".")[2], offered) for offered in here]
    return grouped([_shown_verb(verb, offered, record, by, attempt) for verb, offered in verbs if verb != _AT_ITS_HOLD])


def holds(record: Record, by: Member, attempt: Attempt | None) -> list[ShownHold]:
    """The holds in force on the order or its contractor, each of the order's own with the form that lifts it."""
    facts = record.facts
    standing = [hold for hold in facts.fulfilment.holds if in_force(hold, facts.today)]
    return [_hold(hold, record, by, attempt) for hold in standing]


def ways(record: Record, by: Member) -> list[Way]:
    """Where evidence is added and an invoice entered, for whom may."""
    facts, found = record.facts, []
    if any(offered.verb == "evidence.submit" and offered.allowed for offered in record.verbs):
        found.append(Way(_("Add evidence"), reverse("evidence_new", args=[facts.order.id]), "checks"))
    if facts.order.state == "issued" and by.may("invoice.receive"):
        words = _("Send an invoice") if is_outside(by) else _("Enter an invoice")
        found.append(Way(words, f"{reverse('invoice_new')}?order={facts.order.id}", "receipt"))
    return found


def way_on(record: Record) -> Way | None:
    """The way to the document at which the order stands."""
    gate, facts = record.stands_at, record.facts
    if gate is None or not gate.waits:
        return None
    if gate.key == "evidence":
        waiting = _first_waiting(facts.fulfilment.pieces)
        return Way(_("To the evidence"), reverse("submission", args=[waiting.submission_id]), "checks")
    if gate.key == "settled":
        under_way = [one for one in facts.fulfilment.allocations if one.live and one.payment.state != "settled"]
        return Way(_("To the payment"), reverse("payment", args=[under_way[0].payment_id]), "coins")
    invoice = _invoice_at(gate.key, facts)
    return Way(_("To the invoice"), reverse("invoice", args=[invoice.id]), "receipt") if invoice else None


def _first_waiting(pieces: Sequence[Piece]) -> Piece:
    return next(piece for piece in pieces if piece.state == "submitted")


def _invoice_at(key: str, facts: Facts) -> Invoice | None:
    """The invoice at which the gate stands: the one with the most pressing exception, or the first to be released."""
    if key == "matched":
        invoices = {invoice.id: invoice for invoice in facts.fulfilment.live_invoices}
        return next((invoices[one.invoice_id] for one in facts.fulfilment.standing), None)
    return next(iter(facts.fulfilment.payable), None)


def _shown_verb(verb: str, offered: AvailableVerb, record: Record, by: Member, attempt: Attempt | None) -> ShownVerb:
    order = record.facts.order
    address = reverse("order_do", args=[order.id, verb])
    if verb == "hold":
        return hold_form(ORDER[verb], offered, address, order.id, attempt)
    sent = {"version": str(order.version), "shown": record.facts.shown}
    hidden = {name: sent[name] for name in ORDER[verb].hidden if name in sent}
    suggested = Suggested(hidden=hidden)
    if verb == "note_sent":
        suggested = Suggested({"sent_on": record.facts.today.isoformat()}, {"sent_how": _SENT_BY}, hidden)
    if verb == "set_notes":
        suggested = Suggested({"notes": order.notes}, hidden=hidden)
    if verb == "attach" and offered.allowed:
        suggested = _engagements(by, record)
        offered = offered if suggested.options["engagement_id"] else _nothing_to_attach_to(offered, order)
    return shown_verb(ORDER[verb], offered, address, order.id, attempt, suggested)


def _nothing_to_attach_to(offered: AvailableVerb, order: Order) -> AvailableVerb:
    """An empty choice would be a dead end: who makes an engagement is said instead."""
    sentence = _(
        "There is no engagement with %(of)s yet, and nothing on it is paid before it belongs to one. "
        "A manager, an issuer or an owner adds one."
    )
    return replace(offered, reasons=[Reason("no_engagement", sentence, {"of": order.contractor.name})])


def _engagements(by: Member, record: Record) -> Suggested:
    """The engagements with the order's contractor, which it may come to belong to."""
    there = engagements_of(by, record.facts.order.payee_id)
    return Suggested(options={"engagement_id": [(str(one.id), one.title) for one in there]})


def _hold(hold: Hold, record: Record, by: Member, attempt: Attempt | None) -> ShownHold:
    order, place = record.facts.order, hold._meta.model_name or ""
    if hold not in record.facts.own_holds:
        return ShownHold(hold, SCOPE_WORDS[hold.scope], place, None)
    offered = next(offered for offered in record.verbs if offered.verb == "order.lift")
    address = reverse("order_do", args=[order.id, "lift"])
    return ShownHold(hold, SCOPE_WORDS[hold.scope], place, lift_form(ORDER["lift"], hold, offered, address, attempt))
