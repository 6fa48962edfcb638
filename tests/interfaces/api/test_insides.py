"""What a shape marks as inside comes out for those who work here, and for no contractor's own key: API, trace, text."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, get_args
from uuid import UUID

import pytest
from django.test import override_settings
from pydantic import BaseModel

from counterfoil.foundation.catalogue.catalogues import ACCOUNTS, COST_CENTRES, PROJECTS, TAXES
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties import actions as parties
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.parties.models import Contractor
from counterfoil.insight.shapes.changerequests import ContractBody
from counterfoil.insight.shapes.gates import GateShape
from counterfoil.insight.shapes.hiring import ContractShape, OfferHead, OfferShape
from counterfoil.insight.shapes.invoices import ExceptionShape, InvoiceShape
from counterfoil.insight.shapes.payments import PaymentShape
from counterfoil.insight.shapes.people import ContractorShape, EngagementShape
from counterfoil.insight.shapes.shape import Shape
from counterfoil.insight.shapes.trace import TraceShape, traced
from counterfoil.insight.shapes.worded import as_text
from counterfoil.interfaces.api.answers import (
    ArrivalPage,
    BalancePage,
    EvidencePage,
    GatesShape,
    InvoicePage,
    OrderAnswer,
    OrderPage,
    PaymentPage,
)
from counterfoil.interfaces.api.paging import page_of
from counterfoil.lifecycle.engagements import actions as engagements
from counterfoil.lifecycle.engagements.models import Contract, Engagement, Offer
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import SHARED, Order
from counterfoil.lifecycle.orders.values import NotedInvoice, OrderChanges
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Payment

from ...actions.billing import accepted, disputed, exception_of, initiated, received, settled, submitted
from ...actions.changing import elsewhere as changed_elsewhere
from ...actions.choosing import sent_on_orders
from ...actions.customising import field as custom_field
from ...actions.hiring import accepted as offer_accepted
from ...actions.hiring import approve as approve_offer
from ...actions.hiring import in_review, offer_of
from ...actions.loading import findings_of, loaded, row
from ...actions.posting import published
from ...actions.requisitioning import approved as wish_approved
from ...actions.writing_off import written_off
from ...alerting import raised
from ...cast import NOW, Cast, line
from ...catalogues import added
from ...house.every_shape import every_shape
from ...mailing import addressed, sent
from ...remitting import advised
from ...watching import watch
from .conftest import Caller, Callers

Marked = tuple[str, str]
LISTS: dict[str, type[BaseModel]] = {
    "/orders": OrderPage,
    "/invoices": InvoicePage,
    "/exceptions": page_of(ExceptionShape, ""),
    "/payments": PaymentPage,
    "/credit-balances": BalancePage,
    "/arrivals": ArrivalPage,
    "/evidence": EvidencePage,
    "/offers": page_of(OfferHead, ""),
    "/contracts": page_of(ContractShape, ""),
}
EACH: dict[str, tuple[type[Any], type[BaseModel]]] = {
    "/orders/{}": (Order, OrderAnswer),
    "/orders/{}/gates": (Order, GatesShape),
    "/orders/{}/trace": (Order, TraceShape),
    "/invoices/{}": (Invoice, InvoiceShape),
    "/payments/{}": (Payment, PaymentShape),
    "/contractors/{}": (Contractor, ContractorShape),
    "/engagements/{}": (Engagement, EngagementShape),
    "/offers/{}": (Offer, OfferShape),
    "/contracts/{}": (Contract, ContractBody),
}


CODED = {"cost_centre": COST_CENTRES, "account": ACCOUNTS, "project": PROJECTS}
NOT_TOLD = "Not for the contractor: "


@pytest.fixture
def story(api: Callers, cast: Cast) -> Callers:
    """One of everything that has an inside, all of it on Cleo's own orders."""
    custom_field(cast, "SHELF")
    custom_field(cast, "SEAT", applies_to="line")
    custom_field(cast, "TAXOFFICE", applies_to="contractor")
    taxed = parties.ContractorChanges(fields={"TAXOFFICE": f"{NOT_TOLD}Wien 1"})
    parties.change_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id, changes=taxed)
    told = {"fields": {"SHELF": f"{NOT_TOLD}7"}, "lines": [line(fields={"SEAT": f"{NOT_TOLD}8"})]}
    first = cast.issued(requisition_id=str(wish_approved(cast)), **told)
    evidence.reject(by=cast.rita, at=NOW, submission_id=submitted(cast, first, 2), reason=f"{NOT_TOLD}too little.")
    watch(cast, first, "accepted 10%")
    accepted(cast, first)
    cast.issued(currency="USD", rate="0.7")
    changed_elsewhere(cast, why=f"{NOT_TOLD}more pages.")
    noted = NotedInvoice(number=f"{NOT_TOLD}R-1", issued_on=NOW.date(), amount=Decimal("999.99"))
    orders.note_invoice(by=cast.rita, at=NOW, order_id=first, values=noted)
    with override_settings(COUNTERFOIL_MAIL_STANDS=True):
        addressed(cast)
        sent(cast, order_id=first)
    bill = UUID(received(cast, first)["id"])
    paid = settled(cast, bill)
    with override_settings(COUNTERFOIL_MAIL_STANDS=True):
        advised(cast, paid)
    received(cast, kind="credit", number="G-1", credits="R-1", quantity=5)
    back = payments.note_refund(by=cast.fay, at=NOW, invoice_id=bill, amount=Decimal(200))
    payments.withdraw_refund(by=cast.olga, at=NOW, refund_id=UUID(back["id"]), reason=f"{NOT_TOLD}no refund.")
    payments.release(by=cast.fay, at=NOW, invoice_id=UUID(received(cast, first, number="R-2", quantity=3)["id"]))
    little = UUID(received(cast, first, number="R-33", quantity="0.5")["id"])
    written_off(cast, little, reason=f"{NOT_TOLD}too little.")
    held = HoldValues(scope="payment", reason=f"{NOT_TOLD}the bank asks.")
    orders.hold(by=cast.petra, at=NOW, order_id=first, values=held)
    _exceptions(cast)
    sent_on_orders(cast)
    agreed = offer_of(cast, offer_accepted(cast, post_id=str(published(cast))))
    with scope.reading(cast.company_id):
        contract_id = Contract.objects.get(offer_id=agreed.id).id
    engagements.end_contract(by=cast.rita, at=NOW, contract_id=contract_id, reason=f"{NOT_TOLD}too dear.")
    approve_offer(cast, in_review(cast))
    ended = cast.issued()
    orders.cancel(by=cast.iris, at=NOW, order_id=ended, reason=f"{NOT_TOLD}a wrong price.", replace=True)
    [found] = findings_of(cast, loaded(cast, lines=[row(amount=90)], net=90))
    orders.settle_finding(by=cast.fay, at=NOW, finding_id=found.id, reason=f"{NOT_TOLD}a slip.")
    _loosened(api, cast)
    _asked_again(cast)
    _coded(cast)
    raised(cast, NOW + timedelta(days=40))
    orders.archive(by=cast.rita, at=NOW, order_id=ended)
    parties.archive_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id)
    engagements.archive_engagement(by=cast.olga, at=NOW, engagement_id=cast.engagement_id)
    return api


def _asked_again(cast: Cast) -> None:
    """An order that waits for approval a second time, and says otherwise than the first."""
    again = cast.pending()
    orders.recall(by=cast.rita, at=NOW, order_id=again)
    orders.change(by=cast.rita, at=NOW, order_id=again, changes=OrderChanges(title=f"{NOT_TOLD}another title."))
    orders.submit(by=cast.rita, at=NOW, order_id=again)


def _coded(cast: Cast) -> None:
    """An order with a tax from the company's list, its line coded."""
    codes = {f"{name}_id": added(one, cast) for name, one in CODED.items()}
    cast.issued(taxes=[added(TAXES, cast)], lines=[line(**codes)])


def _exceptions(cast: Cast) -> None:
    """One that was accepted, and one that is open; a payment that failed."""
    dear = disputed(cast, number="R-3")
    exception = exception_of(cast, dear, "price")
    matching.accept(by=cast.bela, at=NOW, exception_id=exception.id, reason=f"{NOT_TOLD}agreed by phone.")
    sent = initiated(cast, dear)
    payments.confirm_twin(by=cast.fay, at=NOW, payment_id=sent, reason=f"{NOT_TOLD}two parts.")
    payments.fail(by=cast.fay, at=NOW, payment_id=sent, reason=f"{NOT_TOLD}the bank was closed.")
    disputed(cast, number="R-4")


def _loosened(api: Callers, cast: Cast) -> None:
    """An invoice that a looser policy lets through."""
    dear = disputed(cast, number="R-5")
    ten = {"attribute": "unit_price", "kind": "percent", "percent": "10"}
    api.olga.send("put", "/match-policies", {"name": "Ours", "is_default": True, "tolerances": [ten]})
    api.petra.post(f"/invoices/{dear}/match")


def answers(caller: Caller, company_id: UUID) -> Iterator[tuple[type[BaseModel], Any]]:
    """Everything that a key can read, and what it is declared as."""
    for path, page in LISTS.items():
        yield page, caller.get(path).json()
    for path, (table, shape) in EACH.items():
        with scope.reading(company_id):
            ids = list(table.objects.values_list("id", flat=True))
        found = [caller.get(path.format(one)) for one in ids]
        yield from ((shape, one.json()) for one in found if one.status_code == 200)


def insides(shape: type[BaseModel], data: dict[str, Any]) -> Iterator[tuple[Marked, Any]]:
    """Each field that is marked inside, wherever it stands in an answer, with what it says."""
    assert data.keys() == shape.model_fields.keys()
    for name, field in shape.model_fields.items():
        part = shape.parts[name] if issubclass(shape, Shape) else None
        if part and part.inside:
            yield (_first_to_say(shape, name), name), data[name]
        for inner in _models(field.annotation):
            held = data[name] if isinstance(data[name], list) else [data[name]]
            for one in filter(None, held):
                yield from insides(inner, one)


def _first_to_say(shape: type[BaseModel], name: str) -> str:
    return next(one.__name__ for one in reversed(shape.__mro__) if name in getattr(one, "model_fields", {}))


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for one in get_args(annotation) for found in _models(one)]


def _seen(caller: Caller, cast: Cast) -> dict[Marked, list[Any]]:
    """What a key is given of each field that is marked inside."""
    found: dict[Marked, list[Any]] = {}
    for shape, data in answers(caller, cast.company_id):
        for marked, value in insides(shape, data):
            found.setdefault(marked, []).append(value)
    return found


MARKED = {
    (_first_to_say(shape, name), name) for shape in every_shape() for name in shape.parts if shape.parts[name].inside
}


def test_each_mark_says_something_to_who_works_here_and_nothing_to_a_contractors_key(
    story: Callers, cast: Cast
) -> None:
    ours, theirs = _seen(story.otto, cast), _seen(story.cleo, cast)
    assert {marked for marked, said in ours.items() if any(said)} == MARKED
    assert {marked for marked, said in theirs.items() if any(said)} == set()
    assert theirs.keys() == MARKED, "each of them was looked for in what Cleo can read"


def test_no_word_of_it_is_in_any_answer_or_trace(story: Callers, cast: Cast) -> None:
    told = json.dumps([data for _shape, data in answers(story.otto, cast.company_id)])
    kept = json.dumps([data for _shape, data in answers(story.cleo, cast.company_id)])
    whom_to_ask = json.dumps({"last_day": None, "who": "Petra"})
    assert whom_to_ask in kept
    kept = kept.replace(whom_to_ask, "")
    names = ["Rita", "Amir", "Bela", "Iris", "Petra", "Fay", "Olga", NOT_TOLD]
    assert [name for name in names if name not in told] == []
    assert [name for name in names if name in kept] == []
    our_text, their_text = (_texts(cast, name) for name in ("otto", "cleo"))
    assert [name for name in names if name not in our_text] == []
    assert [name for name in names if name in their_text] == []
    assert our_text.count(NOT_TOLD) > 8


def _texts(cast: Cast, name: str) -> str:
    """The trace of every order that a member sees, as text."""
    with scope.reading(cast.company_id):
        numbers = list(Order.objects.exclude(kind=SHARED).exclude(number=None).values_list("number", flat=True))
    return "\n".join(as_text(traced(cast.members[name], number, NOW)) for number in numbers)


def test_the_trace_is_the_same_data_from_every_door(story: Callers, cast: Cast) -> None:
    with scope.reading(cast.company_id):
        order_id = Order.objects.exclude(kind=SHARED).order_by("number").first().id
    for name in ("otto", "cleo"):
        answer = getattr(story, name).get(f"/orders/{order_id}/trace").json()
        assert answer == traced(cast.members[name], str(order_id), NOW).model_dump(mode="json")


def test_what_a_hold_says_is_another_sentence_outside(api: Callers, cast: Cast) -> None:
    held = HoldValues(scope="everything", reason=f"{NOT_TOLD}the owner is asked.")
    order_id = cast.issued()
    accepted(cast, order_id)
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=held)
    bill = received(cast, order_id)["id"]
    [ours], [theirs] = (one.get(f"/invoices/{bill}").json()["exceptions"] for one in (api.otto, api.cleo))
    assert NOT_TOLD in ours["sentence"] and theirs["sentence"] == "It is on hold."


def test_a_contractors_key_is_told_until_when_it_is_held_and_whom_to_ask_but_not_why(api: Callers, cast: Cast) -> None:
    order_id = cast.issued()
    given = {"scope": "payment", "reason": f"{NOT_TOLD}the owner is asked.", "last_day": "2099-12-31"}
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=HoldValues.model_validate(given))
    for caller in (api.cleo, api.otto):
        answer = caller.get(f"/orders/{order_id}/trace").json()
        assert answer["held"] == [{"last_day": "2099-12-31", "who": "Petra"}]
        assert len(answer["holds"]) == (caller is api.otto)
    assert NOT_TOLD not in api.cleo.get(f"/orders/{order_id}/trace").content.decode()


def test_what_has_insides_is_made_for_a_reader() -> None:
    given = {"key": "issued", "words": "Issued", "status": "done", "sentence": "Issued."} | {
        "who": ["Iris"],
        "since": None,
    }
    with pytest.raises(TypeError, match="made by its `of`"):
        GateShape(**given)
