"""The gates of an order: what is done, what is open and whose move it is, what is blocked and why (R44, R88, R109)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from counterfoil.foundation.approvals.rules import next_step
from counterfoil.foundation.companies.permissions import ISSUER

from .facts import Facts

DONE, OPEN, BLOCKED, LATER = "done", "open", "blocked", "later"


@dataclass(frozen=True)
class Gate:
    """One gate. `who` did it, or could do it now; `since` is when it was done or became open."""

    key: str
    words: str
    status: str
    sentence: str
    who: Sequence[str] = field(default_factory=list)
    since: datetime | None = None

    def as_data(self) -> dict[str, Any]:
        """The gate for an API answer: the same words as the page's."""
        return {
            "key": self.key,
            "words": self.words,
            "status": self.status,
            "sentence": self.sentence,
            "who": list(self.who),
            "since": self.since.isoformat() if self.since else None,
        }


def gates(facts: Facts) -> list[Gate]:
    """Every gate of the order, in the order in which they are passed."""
    passed = [_requested(facts), _approved(facts), _issued(facts)]
    if facts.order.state == "cancelled":
        passed = [_stopped(gate, facts) for gate in passed]
    return passed + [Gate(key, words, LATER, _("Comes after it is issued.")) for key, words in _later()]


def whose_move(found: Sequence[Gate]) -> Gate | None:
    """The gate at which the order stands."""
    return next((gate for gate in found if gate.status in (OPEN, BLOCKED)), None)


def _later() -> list[tuple[str, str]]:
    return [
        ("evidence", _("Evidence")),
        ("invoiced", _("Invoiced")),
        ("matched", _("Matched")),
        ("released", _("Released")),
        ("settled", _("Settled")),
    ]


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
    who = [member.name for member in facts.holders(ISSUER)]
    if not who:
        sentence = _("Nobody is in the issuer team. An owner names somebody.")
        return Gate("issued", words, BLOCKED, sentence, [], order.approved_at)
    sentence = _("%(who)s issues it.") % {"who": _(" or ").join(who)}
    return Gate("issued", words, OPEN, sentence, who, order.approved_at)


def _issuers_name(facts: Facts) -> list[str]:
    return [facts.name(e.member_id) for e in facts.entries if e.verb == "order.issue" and e.outcome == "done"]


def _stopped(gate: Gate, facts: Facts) -> Gate:
    """A cancelled order keeps what was done; nothing else will come."""
    if gate.status == DONE:
        return gate
    sentence = _("It was cancelled before this.")
    return Gate(gate.key, gate.words, LATER, sentence, since=facts.order.cancelled_at)
