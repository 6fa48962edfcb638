"""The one way in for files: what each is, whose it is, which verb it calls for, and what it became.

Our own act is refused; somebody else's claim is recorded and blocked. Whatever a verb refuses stays in the receive log with
its reasons. Several files of one call are taken by kind, then in the order given.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.formats.ubl import documents as ubl
from counterfoil.formats.ubl.documents import Document
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import keep
from counterfoil.foundation.documents.allowance import refuse_beyond
from counterfoil.foundation.documents.arriving import same_bytes
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.outages import is_outage
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Reason, Refused, not_permitted
from counterfoil.foundation.parties import queries as contractors
from counterfoil.foundation.trail.action import Answer, Via
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.numbers import is_placeholder, normal

from . import filing, queries, translating
from .adding import invalid_facts, with_seller
from .opening import Opened, Unopened, opened, unread
from .sides import BUYER, Sides, sides

log = logging.getLogger(__name__)
_TAKEN_FIRST = (
    *(ubl.ORDER, ubl.ORDER_CHANGE, ubl.ORDER_CANCELLATION, ubl.DESPATCH, ubl.RECEIPT, ubl.INVOICE),
    *(ubl.CORRECTION, ubl.CREDIT_NOTE, ubl.UNCLEAR, ubl.FILED, ubl.OTHER),
)
_LONGEST_PLACED = 190
_ON_AN_ORDER = {
    ubl.ORDER_CHANGE: "order.restate",
    ubl.ORDER_CANCELLATION: "order.revoke",
    ubl.DESPATCH: "evidence.receive",
    ubl.RECEIPT: "evidence.receive",
}
"""What needs its order, and the verb that it is then."""
_TAKES = ("document.keep", "order.load", "invoice.receive", *_ON_AN_ORDER.values())
"""What a file can call for: whoever may do nothing of it sends none."""
_NOT_THEIRS = _("Its seller is not known here as you. Ask us to note the numbers and the name under which you invoice.")


@dataclass(frozen=True)
class Sender:
    """Who sends files, through which door, and what is said for this call alone: our side, and whether to add sellers."""

    by: Member
    at: datetime
    via: Via
    we_are: str = ""
    add_parties: bool = False


def receive(
    files: Sequence[tuple[str, bytes]], sender: Sender, each: Callable[[], object] = lambda: None
) -> list[Answer]:
    """Take files in, each in a transaction of its own. The answers come in the order given; each names its arrival.

    A key stands for the whole call: of several files each has its own, made from the key and its place.
    `each` is called after every file. What waited for an order that came now is taken in by the same call.
    """
    if not works_here(sender.by.roles):
        # A contractor bills us: on which side we are is never theirs to say.
        sender = replace(sender, we_are=BUYER)
    if files and not any(sender.by.may(verb) for verb in _TAKES):
        # Refused before a byte is kept: what nobody may send must not fill the disk.
        _keep(Unopened(unread(*files[0]), not_permitted("document.keep")), sender, "refused", [])
    refuse_beyond(sender.by, sender.at, sum(len(content) for _name, content in files))
    read = [opened(sender.by.company_id, name, content) for name, content in files]
    answers: dict[int, Answer] = {}
    for place in sorted(range(len(read)), key=lambda place: _turn(read[place])):
        answers[place] = _received(read[place], _at_place(sender, place) if len(read) > 1 else sender)
        each()
    for answer in answers.values():
        if answer["became"] == "order":
            receive_waiting(sender.by.company_id, UUID(answer["id"]), sender.at, sender.via)
    return [answers[place] for place in range(len(read))]


def receive_waiting(company_id: UUID, order_id: UUID, at: datetime, via: Via) -> None:
    """Take in what waited for this order, each in the name of who sent it. Called outside a scope."""
    with scope.reading(company_id):
        order: Order = Order.objects.within(company_id).one(order_id)
        waiting = queries.waiting_for(company_id, order)
    for arrival in waiting:
        try:
            _again(arrival, order, at, via)
        except NotFound:
            log.info("arrival %s was taken in meanwhile", arrival.id)
        except (Refused, FileNotFoundError) as no:
            # Its sender may do nothing here any more, or its bytes are gone, which `verify` reports: the others go on.
            log.warning("arrival %s goes on waiting: %s", arrival.id, no)
        except Exception as error:
            # The order is loaded, whatever somebody sent before it. An outage is no fault of the file.
            if is_outage(error):
                raise
            log.exception("arrival %s goes on waiting", arrival.id)


def _again(arrival: Arrival, order: Order, at: datetime, via: Via) -> None:
    """As if it came now, from whom it came: what they received counts as theirs. Another seller's paper goes on waiting."""
    found = opened(arrival.company_id, arrival.name, store.fetch(arrival.company_id, arrival.sha256))
    if isinstance(found, Unopened) or not _is_for(found.document, order):
        return
    found = replace(found, file=found.file.model_copy(update={"waiting": arrival.id}))
    by = member_of(arrival.company_id, arrival.sender_id or order.requester_id)
    key = f"{via.key}:{arrival.id}"[-200:] if via.key else ""
    _by_kind(found, order.payee_id, Sender(by, at, Via(via.door, key)))


def _is_for(document: Document, order: Order) -> bool:
    """Whether what waits is of the order's own seller, and quotes this order and no other."""
    if _sides(document, order.company_id, BUYER).contractor_id != order.contractor_id:
        return False
    with scope.reading(order.company_id):
        return queries.quoted_order(order.company_id, order.payee_id, document.order_number) == order


def _at_place(sender: Sender, place: int) -> Sender:
    key = sender.via.key
    return replace(sender, via=Via(sender.via.door, f"{key[:_LONGEST_PLACED]}:{place}")) if key else sender


def _turn(found: Opened | Unopened) -> int:
    return _TAKEN_FIRST.index(found.document.kind) if isinstance(found, Opened) else len(_TAKEN_FIRST)


def _received(found: Opened | Unopened, sender: Sender) -> Answer:
    """One file. The same call again answers the same."""
    with scope.reading(sender.by.company_id):
        before = queries.answered(sender.by, sender.via.key)
        same = same_bytes(sender.by.company_id, found.file.sha256)
    if before is not None and before.answer and before.answer.get("sha256") == found.file.sha256:
        return before.answer
    if isinstance(found, Unopened):
        return _keep(found, sender, "refused", [found.reason])
    if not works_here(sender.by.roles) and not _is_theirs(found, sender):
        return _keep(found, sender, "refused", [Reason("not_yours", _NOT_THEIRS)])
    if same is not None:
        sentence = _("The same bytes arrived before, as %(name)s.")
        name = same.name if works_here(sender.by.roles) else found.file.name
        reason = Reason("same_bytes", sentence, {"name": name, "arrival": same.id})
        return _keep(found, sender, "same", [reason], same_as=same.became_id or same.id, order_id=same.order_id)
    document = found.document
    decided = _sides(document, sender.by.company_id, sender.we_are)
    if document.kind in (ubl.OTHER, ubl.FILED):
        return _other(found, document, decided, sender)
    if _may_be_added(decided, sender):
        decided = with_seller(decided, document, by=sender.by, at=sender.at, via=sender.via)
    if decided.contractor_id is None:
        return _keep(found, sender, "refused", decided.reasons)
    return _by_kind(found, decided.contractor_id, sender)


def _sides(document: Document, company_id: UUID, we_are: str) -> Sides:
    with scope.reading(company_id):
        return sides(document.buyer, document.seller, queries.known_marks(company_id, document), we_are)


def _is_theirs(found: Opened, sender: Sender) -> bool:
    """Whether somebody from outside is the seller. Of what is not theirs they learn nothing, not even that it is known."""
    meant = _sides(found.document, sender.by.company_id, BUYER).contractor_id
    with scope.reading(sender.by.company_id):
        return meant is not None and contractors.visible(sender.by).filter(id=meant).exists()


def _by_kind(found: Opened, contractor_id: UUID, sender: Sender) -> Answer:
    """The verb that the document calls for. What it refuses stays in the log, with every reason."""
    document, order = found.document, None
    if document.kind in _ON_AN_ORDER:
        with scope.reading(sender.by.company_id):
            order = queries.quoted_order(sender.by.company_id, contractor_id, document.order_number)
        if order is None:
            return _waits(found, contractor_id, sender)
    try:
        return _done(found, document, contractor_id, order, sender)
    except Refused as refused:
        return _keep(found, sender, "refused", refused.reasons, order_id=order.id if order else None)
    except Invalid as invalid:
        return _keep(found, sender, "refused", [invalid_facts(invalid)], order_id=order.id if order else None)
    except NotFound:
        reason = Reason("not_yours", _("It concerns nothing that you may act on."))
        return _keep(found, sender, "refused", [reason])


def _done(found: Opened, document: Document, contractor_id: UUID, order: Order | None, sender: Sender) -> Answer:
    act: dict[str, Any] = {"by": sender.by, "at": sender.at, "via": sender.via, "file": found.file}
    if document.kind == ubl.ORDER:
        return orders.load(values=translating.load_values(document, contractor_id), **act)
    if order is None:
        return matching.receive(values=translating.invoice_values(document, contractor_id), **act)
    if document.kind == ubl.ORDER_CHANGE:
        return orders.restate(order_id=order.id, values=translating.restate_values(document), **act)
    if document.kind == ubl.ORDER_CANCELLATION:
        return orders.revoke(order_id=order.id, **act)
    return evidence.receive(order_id=order.id, values=translating.delivery_values(document), **act)


def _waits(found: Opened, contractor_id: UUID, sender: Sender) -> Answer:
    """Its order is not there: kept until it is. Whoever may not do what it asks for leaves nothing that is done later."""
    document = found.document
    missing = [not_permitted(verb) for verb in _done_later(document, sender.by) if not sender.by.may(verb)]
    if missing:
        return _keep(found, sender, "refused", missing)
    if is_placeholder(document.order_number):
        reason = Reason("no_order", _("It quotes no purchase order number."))
        return _keep(found, sender, "refused", [reason])
    sentence = _("No order of this contractor has the number %(number)s; it waits until there is one.")
    reason = Reason("order_unknown", sentence, {"number": document.order_number})
    answer = _keep(found, sender, "waiting", [reason], waits_for=normal(document.order_number))
    with scope.reading(sender.by.company_id):
        # Whoever loaded it meanwhile may have looked for what waits before this did.
        order = queries.quoted_order(sender.by.company_id, contractor_id, document.order_number)
    if order is not None:
        receive_waiting(sender.by.company_id, order.id, sender.at, sender.via)
    return answer


def _done_later(document: Document, by: Member) -> list[str]:
    """What it may do once its order is there, in the name of its sender and without the key that it came by."""
    accepts = document.kind == ubl.RECEIPT and "evidence.accept" in by.verbs
    return [_ON_AN_ORDER[document.kind], *(["evidence.accept"] if accepts else [])]


def _other(found: Opened, document: Document, decided: Sides, sender: Sender) -> Answer:
    """Any paper that calls for no verb: filed with the order of a known contractor that it names, or refused by what it is."""
    if decided.contractor_id is None:
        return _keep(found, sender, "refused", [filing.of_nobody(document), *decided.reasons])
    with scope.reading(sender.by.company_id):
        order = filing.order_named(document, decided.contractor_id, sender.by)
    reasons = [filing.why_nothing(document, order)]
    if order is None:
        return _keep(found, sender, "refused", reasons)
    return _keep(found, sender, "filed", reasons, order_id=order.id)


def _may_be_added(decided: Sides, sender: Sender) -> bool:
    return sender.add_parties and [reason.key for reason in decided.reasons] == ["seller_unknown"]


def _keep(found: Opened | Unopened, sender: Sender, became: str, reasons: Sequence[Reason], **told: Any) -> Answer:
    said = [reason.as_data() for reason in reasons]
    return keep(by=sender.by, at=sender.at, via=sender.via, file=found.file, became=became, reasons=said, **told)
