"""The gates after issue: evidence, invoiced, matched, released, settled; the order passes each claim by claim (R88, R110)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import FINANCE, MANAGER
from counterfoil.foundation.parties.holds import EVERYTHING, PAYMENT, Hold, held, in_force
from counterfoil.lifecycle.evidence import rules as evidence_rules
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import COVERING, PAYABLE, WRITTEN_OFF
from counterfoil.lifecycle.matching.findings import sentence, sentence_outside
from counterfoil.lifecycle.payments.models import Allocation, SetOff

from .facts import Facts
from .gate import BLOCKED, DONE, LATER, NOT_ASKED, OPEN, Gate

_MOST_NAMED = 3


def fulfilment_gates(facts: Facts) -> list[Gate]:
    """The five gates after issue."""
    return [_evidence(facts), _invoiced(facts), _matched(facts), _released(facts), _settled(facts)]


def _evidence(facts: Facts) -> Gate:
    key, words, order, fulfilment = "evidence", _("Evidence"), facts.order, facts.fulfilment
    if order.issued_at is None:
        return Gate(key, words, LATER, _("Comes after it is issued."))
    if not fulfilment.asked:
        return Gate(key, words, NOT_ASKED, _("By its match policy, this order asks for no evidence."))
    waiting = [piece for piece in fulfilment.pieces if piece.state == "submitted"]
    accepted = [piece for piece in fulfilment.pieces if piece.state == "accepted"]
    on_hold = facts.held(EVERYTHING)
    if waiting and on_hold:
        return Gate(
            key,
            words,
            BLOCKED,
            on_hold[0].words,
            since=_held_since(facts, fulfilment.holds, EVERYTHING),
            outside=_("It is on hold."),
        )
    if waiting:
        return _to_decide(facts, waiting[0].submission.submitter_id, waiting[0].submission.submitted_at)
    decided = max((piece.decided_at for piece in accepted if piece.decided_at), default=None)
    who = _names(facts, (piece.decided_by_id for piece in accepted))
    if fulfilment.granted >= fulfilment.asked or (accepted and order.state == "closed"):
        params = {"who": _(" and ").join(who)}
        return Gate(key, words, DONE, _("Accepted by %(who)s.") % params, who, decided, outside=_("Accepted."))
    contractor = order.contractor.name
    if accepted:
        rest = _("A part is accepted. %(who)s shows the rest once it is done.") % {"who": contractor}
        return _to_show(facts, rest, decided)
    return _to_show(facts, _("%(who)s does the work and shows it.") % {"who": contractor}, order.issued_at)


def _to_show(facts: Facts, said: str, since: datetime | None) -> Gate:
    """Work is to be shown; that nobody could decide on it is said before it is."""
    contractor, outside = facts.order.contractor, ""
    if not _deciders(facts, contractor.member_id):
        outside = f"{said} {evidence_rules.nobody_decides(outside=True)}"
        said += f" {evidence_rules.nobody_decides(outside=False)}"
    return Gate("evidence", _("Evidence"), OPEN, said, [contractor.name], since, outside=outside)


def _to_decide(facts: Facts, submitter: UUID, since: datetime) -> Gate:
    """Evidence waits: the requester decides, or, where the requester submitted it, another manager of the team."""
    words, looked_at = _("Evidence"), _("Your evidence is looked at.")
    who = [one.name for one in _deciders(facts, submitter)]
    if not who:
        nobody = _("Nobody is left who could decide on the evidence. An owner names a manager.")
        return Gate("evidence", words, BLOCKED, nobody, [], since, waits=True, outside=looked_at)
    decides = _("%(who)s decides on the evidence.") % {"who": _(" or ").join(who)}
    return Gate("evidence", words, OPEN, decides, who, since, waits=True, outside=looked_at)


def _deciders(facts: Facts, submitter: UUID | None) -> list[Member]:
    """Who could decide on what this member submits: whoever asked for the order first, then the managers of its team."""
    able = [facts.members[facts.order.requester_id]] if facts.order.requester_id in facts.members else []
    able += [one for one in facts.holders(MANAGER, "evidence.accept") if one not in able]
    return evidence_rules.deciders(facts.order, able, submitter, facts.separated())


def _invoiced(facts: Facts) -> Gate:
    key, words, order, invoices = "invoiced", _("Invoiced"), facts.order, facts.fulfilment.live_invoices
    if order.issued_at is None:
        return Gate(key, words, LATER, _("Comes after it is issued."))
    contractor, left = order.contractor.name, facts.fulfilment.to_invoice
    received = max((invoice.received_at for invoice in invoices), default=order.issued_at)
    if invoices and (left <= 0 or order.state == "closed"):
        return Gate(
            key, words, DONE, _("Invoiced with %(invoices)s.") % {"invoices": _called(invoices)}, [contractor], received
        )
    if left <= 0:
        return Gate(key, words, LATER, _("Comes when something is accepted."))
    params = {"who": contractor, "number": order.number, "invoices": _called(invoices)}
    first = _("%(who)s sends an invoice that quotes %(number)s.")
    rest = _("Invoiced so far with %(invoices)s. %(who)s invoices the rest.")
    return Gate(key, words, OPEN, (rest if invoices else first) % params, [contractor], received)


def _matched(facts: Facts) -> Gate:
    key, words, invoices = "matched", _("Matched"), facts.fulfilment.live_invoices
    if not invoices:
        return Gate(key, words, LATER, _("Comes after an invoice."))
    numbers, standing = {invoice.id: invoice.number for invoice in invoices}, facts.fulfilment.standing
    if standing:
        first, owners = standing[0], _names(facts, (one.owner_id for one in standing))
        params = {
            "number": numbers[first.invoice_id],
            "who": facts.name(first.owner_id),
            "due": _day(facts, first.due_on),
        }
        inside = _("%(number)s: %(what)s %(who)s settles it by %(due)s.") % (params | {"what": sentence(first)})
        if len(standing) > 1:
            more = len(standing) - 1
            inside += " " + ngettext("%(n)s more stands open.", "%(n)s more stand open.", more) % {"n": more}
        outside = _("Your invoice %(number)s waits: %(what)s") % (params | {"what": sentence_outside(first)})
        return Gate(key, words, BLOCKED, inside, owners, first.opened_at, waits=True, outside=outside)
    looked_at = max((invoice.looked_at for invoice in invoices if invoice.looked_at), default=None)
    clearers = _names(facts, (one.settled_by_id for one in facts.fulfilment.exceptions if one.state == "accepted"))
    params = {"invoices": _called(invoices), "who": _(" and ").join(clearers)}
    matches = _("%(invoices)s: everything fits.") % params
    cleared = _("%(invoices)s: cleared by %(who)s.") % params
    return Gate(key, words, DONE, cleared if clearers else matches, clearers, looked_at, outside=matches)


def _released(facts: Facts) -> Gate:
    key, words, fulfilment = "released", _("Released"), facts.fulfilment
    payable = fulfilment.payable
    if not payable:
        return _all_released(facts)
    invoice, on_hold = payable[0], _held(facts, payable[0])
    since = invoice.looked_at or invoice.received_at
    wait = _("Your invoice %(number)s waits to be released.") % {"number": invoice.number}
    if on_hold:
        outside = _("Your invoice %(number)s is on hold.") % {"number": invoice.number}
        since = _held_since(facts, _holds_on(facts, invoice), PAYMENT)
        return Gate(key, words, BLOCKED, f"{invoice.number}: {on_hold}", [], since, waits=True, outside=outside)
    if facts.order.engagement_id is None:
        said = _("The order belongs to no engagement yet. Finance attaches it, then %(number)s can be released.")
        return Gate(key, words, BLOCKED, said % {"number": invoice.number}, [], since, waits=True, outside=wait)
    if invoice.state == "paying" and fulfilment.over_invoiced:
        return _no_longer_accepted(invoice, facts, since)
    who = [
        one.name for one in facts.holders(FINANCE, "payment.release") if not one.has_hand_in(_shut_out(facts, invoice))
    ]
    if not who:
        nobody = _("Nobody is left who could release %(number)s: who cleared it can't. An owner names somebody.")
        return Gate(key, words, BLOCKED, nobody % {"number": invoice.number}, [], since, waits=True, outside=wait)
    params = {"who": _(" or ").join(who), "invoices": _called(payable)}
    failed = [one for one in fulfilment.allocations if one.invoice_id == invoice.id and one.bounced]
    if failed and invoice.state in PAYABLE:
        params["reason"] = failed[-1].payment.reason
        again = _("The payment of %(invoices)s failed: “%(reason)s” %(who)s releases it again.")
        if failed[-1].payment.state == "reversed":
            again = _("The payment of %(invoices)s was reversed: “%(reason)s” %(who)s releases it again.")
        return Gate(key, words, BLOCKED, again % params, who, failed[-1].payment.ended_at, waits=True, outside=wait)
    return Gate(key, words, OPEN, _("%(who)s releases %(invoices)s.") % params, who, since, waits=True, outside=wait)


def _no_longer_accepted(invoice: Invoice, facts: Facts, since: datetime) -> Gate:
    """A part was released before evidence was corrected: the rest is refused until what it bills is accepted again."""
    params = {"number": invoice.number, "who": facts.order.contractor.name}
    said = (
        _("%(number)s bills more than is accepted now. %(who)s shows the rest again, or sends a credit note.") % params
    )
    return Gate(
        "released", _("Released"), BLOCKED, said, [facts.order.contractor.name], since, waits=True, outside=said
    )


def _all_released(facts: Facts) -> Gate:
    standing = [(one.payment.released_at, one.payment.released_by_id) for one in facts.fulfilment.paying]
    standing += [(one.released_at, one.released_by_id) for one in _set_off(facts)]
    written_off = [one for one in facts.fulfilment.live_invoices if one.state == WRITTEN_OFF]
    if not standing and written_off:
        said = _("Nothing is left to be released: %(invoices)s is written off.") % {"invoices": _called(written_off)}
        return Gate("released", _("Released"), NOT_ASKED, said)
    if not standing:
        return Gate("released", _("Released"), LATER, _("Comes after an invoice is matched."))
    who = _names(facts, (member_id for _at, member_id in standing))
    said = _("Released by %(who)s.") % {"who": _(" and ").join(who)}
    since = max(at for at, _member_id in standing)
    return Gate("released", _("Released"), DONE, said, who, since, outside=_("Released."))


def _set_off(facts: Facts) -> list[SetOff]:
    """What a credit balance paid on this order without any money."""
    own = {invoice.id for invoice in facts.fulfilment.invoices}
    return [one for one in facts.fulfilment.set_offs if one.live and one.payment_id is None and one.invoice_id in own]


def _shut_out(facts: Facts, invoice: Invoice) -> set[object]:
    """Who may not release it: who cleared it, who noted that a payment of it failed, or of another invoice on the order that was
    not paid after all, and who is paid by it."""
    if not facts.separated():
        return set()
    cleared = {
        one.settled_by_id
        for one in facts.fulfilment.exceptions
        if one.state == "accepted" and one.invoice_id == invoice.id
    }
    paid = {one.id for one in facts.fulfilment.invoices if one.state == "paid"}
    failed = {
        one.payment.ended_by_id for one in facts.fulfilment.allocations if one.invoice_id not in paid and one.bounced
    }
    return cleared | failed | {facts.order.paid_member_id}


def _held(facts: Facts, invoice: Invoice) -> str:
    """Why nothing is paid on the invoice now, in words; empty where nothing holds it."""
    reasons = held(_holds_on(facts, invoice), PAYMENT, facts.today)
    return " ".join(reason.words for reason in reasons)


def _holds_on(facts: Facts, invoice: Invoice) -> list[Hold]:
    """The holds on the invoice, on its order and on its contractor."""
    return [*facts.fulfilment.holds, *(one for one in facts.fulfilment.invoice_holds if one.invoice_id == invoice.id)]


def _held_since(facts: Facts, holds: Iterable[Hold], what: str) -> datetime:
    """Since when this is held: the first of the holds that stop it today."""
    return min(one.placed_at for one in holds if one.scope in (EVERYTHING, what) and in_force(one, facts.today))


def _settled(facts: Facts) -> Gate:
    key, words, fulfilment = "settled", _("Settled"), facts.fulfilment
    standing = fulfilment.paying
    written_off = [one for one in fulfilment.live_invoices if one.state == WRITTEN_OFF]
    if not standing and not _set_off(facts) and written_off:
        return _settled_without_money(facts, written_off)
    if not standing and not _set_off(facts):
        return Gate(key, words, LATER, _("Comes after a payment is released."))
    under_way = _in_state(standing, "released") + _in_state(standing, "initiated")
    if under_way:
        return _under_way(facts, under_way[0])
    covering = [invoice for invoice in fulfilment.live_invoices if invoice.state in COVERING]
    paid = all(invoice.state in ("paid", WRITTEN_OFF) for invoice in covering)
    if not standing:
        said = _("Paid by set-off.") if paid else _("A part was set off; the rest is not released yet.")
        return Gate(key, words, DONE if paid else LATER, said, [], _set_off(facts)[-1].released_at)
    payment = standing[-1].payment
    said = _("Arrived on %(day)s.") if paid else _("A part arrived on %(day)s; the rest is not released yet.")
    said = said % {"day": _day(facts, payment.settled_on)}
    if paid and written_off:
        said += " " + _("What was left of %(invoices)s is written off.") % {"invoices": _called(written_off)}
    return Gate(key, words, DONE if paid else LATER, said, [], payment.settled_at)


def _settled_without_money(facts: Facts, written_off: Sequence[Invoice]) -> Gate:
    """Nothing was paid, and nothing is: all that is settled of it is settled without money."""
    said = _("%(invoices)s is written off: settled without money, and not paid.") % {"invoices": _called(written_off)}
    rest = any(one.state in COVERING and one.state != WRITTEN_OFF for one in facts.fulfilment.live_invoices)
    since = max((one.approved_at or one.noted_at for one in facts.fulfilment.write_offs), default=None)
    return Gate("settled", _("Settled"), LATER if rest else DONE, said, [], since)


def _under_way(facts: Facts, allocation: Allocation) -> Gate:
    payment = allocation.payment
    verb = "payment.initiate" if payment.state == "released" else "payment.settle"
    who = [one.name for one in facts.holders(FINANCE, verb)]
    params = {"who": _(" or ").join(who), "day": _day(facts, payment.initiated_on)}
    if payment.state == "released":
        said, outside = _("%(who)s sends the payment.") % params, _("The payment is being prepared.")
        return Gate("settled", _("Settled"), OPEN, said, who, payment.released_at, waits=True, outside=outside)
    said = _("On its way since %(day)s. %(who)s notes when it arrives.") % params
    outside = _("On its way since %(day)s.") % params
    return Gate("settled", _("Settled"), OPEN, said, who, payment.initiated_at, waits=True, outside=outside)


def _day(facts: Facts, day: date | None) -> str:
    """A day as the company writes it: a sentence is read by people."""
    return format_date(day, "medium", locale=facts.company.locale) if day else ""


def _in_state(allocations: Iterable[Allocation], state: str) -> list[Allocation]:
    return [one for one in allocations if one.payment.state == state]


def _names(facts: Facts, ids: Iterable[UUID | None]) -> list[str]:
    """The names of these members, each once, in the order in which they come."""
    named = dict.fromkeys(one for one in ids if one)
    return [facts.members[one].name for one in named if one in facts.members]


def _called(invoices: Sequence[Invoice]) -> str:
    """The numbers of invoices; many are counted."""
    if len(invoices) > _MOST_NAMED:
        return _("%(n)s invoices") % {"n": len(invoices)}
    return _(" and ").join(invoice.number for invoice in invoices)
