"""The gates of an order: what is done, what is open and whose move it is, what is blocked and why (R44, R88, R109)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterfoil.foundation.approvals.rules import next_step
from counterfoil.foundation.companies.permissions import ISSUER
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.parties.holds import EVERYTHING

from .facts import Facts
from .fulfilment_gates import fulfilment_gates
from .gate import BLOCKED, DONE, LATER, NOT_ASKED, OPEN, Gate


def gates(facts: Facts) -> list[Gate]:
    """Every gate of the order, in the order in which they are passed."""
    begun = [_loaded(facts)] if facts.order.is_loaded else [_requested(facts), _approved(facts), _issued(facts)]
    found = [*begun, *fulfilment_gates(facts)]
    ends = {"cancelled": _("It was cancelled before this."), "closed": _("It was closed before this.")}
    if facts.order.state not in ends:
        return [_given_up(gate, facts) for gate in found] if facts.order.is_given_up else found
    at = facts.order.cancelled_at or facts.order.closed_at
    return [_never(gate, ends[facts.order.state], at) for gate in found]


def whose_move(found: Sequence[Gate]) -> Gate | None:
    """The gate at which the order stands: the one that is blocked, else where a document waits, else what comes next."""
    blocked = [gate for gate in found if gate.status == BLOCKED]
    waiting = [gate for gate in found if gate.status == OPEN and gate.waits]
    following = [gate for gate in found if gate.status == OPEN]
    return next(iter(blocked + waiting + following), None)


def _loaded(facts: Facts) -> Gate:
    """It was authorised where it was minted; that it was loaded, by whom and from what, is its record here."""
    order, words = facts.order, _("Loaded")
    who = facts.name(order.requester_id)
    open_findings = [found for found in facts.findings if found.state == "open"]
    file = order.loaded_from.name if order.loaded_from else ""
    params = {"who": who, "file": file, "number": order.number, "count": len(open_findings)}
    sentence = _("Loaded by %(who)s from %(file)s, with the number %(number)s of its minter.") % params
    if open_findings:
        sentence += (
            " "
            + ngettext("One thing in it does not agree.", "%(count)s things in it do not agree.", len(open_findings))
            % params
        )
    return Gate("loaded", words, DONE, sentence, [who], order.issued_at, outside=_("Loaded."))


def _never(gate: Gate, sentence: str, at: datetime | None) -> Gate:
    """An order that has ended keeps what was done; nothing else will come."""
    if gate.status in (DONE, NOT_ASKED):
        return gate
    return Gate(gate.key, gate.words, LATER, sentence, since=at)


def _given_up(gate: Gate, facts: Facts) -> Gate:
    """Of an order whose rest is written off nothing more is shown or invoiced; what was invoiced goes on."""
    comes = ("evidence", "invoiced") if facts.fulfilment.live_invoices else _AFTER_ISSUE
    if gate.key not in comes or gate.waits:
        return gate
    since = max((one.approved_at or one.noted_at for one in facts.fulfilment.write_offs), default=None)
    return _never(gate, _("What was left of it is written off."), since)


_AFTER_ISSUE = ("evidence", "invoiced", "matched", "released", "settled")


def _requested(facts: Facts) -> Gate:
    order, requester = facts.order, facts.name(facts.order.requester_id)
    words = _("Requested")
    if order.state == "draft":
        sentence = _("%(who)s finishes the draft and submits it.") % {"who": requester}
        return Gate("requested", words, OPEN, sentence, [requester], order.updated_at)
    if order.state == "rejected":
        return _rejected(facts, words, requester)
    sentence = _("Requested by %(who)s.") % {"who": requester}
    return Gate("requested", words, DONE, sentence, [requester], order.submitted_at)


def _rejected(facts: Facts, words: str, requester: str) -> Gate:
    said_no = next(step for step in facts.steps if step.state == "refused")
    params = {"by": facts.name(said_no.member_id), "reason": said_no.reason, "who": requester}
    sentence = _("Rejected by %(by)s: “%(reason)s” %(who)s revises it or cancels it.") % params
    return Gate("requested", words, BLOCKED, sentence, [requester], said_no.decided_at)


def _approved(facts: Facts) -> Gate:
    order, words = facts.order, _("Approved")
    if order.state == "pending":
        return _waiting(facts, words)
    if order.approved_at:
        names = [facts.name(step.member_id) + _self_mark(step) for step in facts.steps]
        sentence = _("Approved by %(who)s.") % {"who": _(" and ").join(names)}
        return Gate("approved", words, DONE, sentence, names, order.approved_at)
    return Gate("approved", words, LATER, _("Comes after it is submitted."))


def _self_mark(step: Any) -> str:
    """A self-approval is marked wherever it shows (ruling 8)."""
    return " " + _("(approved their own request)") if step.by_requester else ""


def _waiting(facts: Facts, words: str) -> Gate:
    step = next_step(facts.steps)
    who = [member.name for member in facts.may_take_next_step()]
    before = [done.decided_at for done in facts.steps if done.decided_at]
    since = max(before) if before else facts.order.submitted_at
    if not who:
        return Gate(
            "approved", words, BLOCKED, _("Nobody is left who could approve. An owner names somebody."), [], since
        )
    params = {"step": step.position if step else 0, "of": len(facts.steps), "who": _(" or ").join(who)}
    sentence = _("Step %(step)s of %(of)s: %(who)s approves or rejects.") % params
    return Gate("approved", words, OPEN, sentence, who, since)


def _issued(facts: Facts) -> Gate:
    order, words = facts.order, _("Issued")
    if order.issued_at:
        sentence = _("Issued as %(number)s.") % {"number": order.number}
        return Gate("issued", words, DONE, sentence, _issuers_name(facts), order.issued_at)
    if order.state != "approved":
        return Gate("issued", words, LATER, _("Comes after it is approved."))
    who = [
        member.name
        for member in facts.holders(ISSUER, "order.issue", order.approval.amount if order.approval else ZERO)
    ]
    on_hold = facts.held(EVERYTHING)
    if on_hold:
        return Gate("issued", words, BLOCKED, on_hold[0].words, [], order.approved_at)
    if not who:
        sentence = _("Nobody is in the issuer team. An owner names somebody.")
        return Gate("issued", words, BLOCKED, sentence, [], order.approved_at)
    sentence = _("%(who)s issues it.") % {"who": _(" or ").join(who)}
    return Gate("issued", words, OPEN, sentence, who, order.approved_at)


def _issuers_name(facts: Facts) -> list[str]:
    return [facts.name(e.member_id) for e in facts.entries if e.verb == "order.issue" and e.outcome == "done"]
