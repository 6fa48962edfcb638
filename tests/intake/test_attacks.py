"""What somebody tries who may send files and nothing else: each attempt, and what stays as it was."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role, revoke_role
from counterfoil.foundation.companies.models import ApiKey
from counterfoil.foundation.documents import store
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import sha256
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor, identify
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.intake import translating
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import number_of
from ..actions.books import books
from ..actions.loading import arrivals, findings_of
from ..actions.verb import refused
from ..cast import NOW, Cast, line
from ..formats.ubl.samples import (
    DESPATCH,
    INVOICE,
    ORDER,
    ORDER_CANCELLATION,
    ORDER_CHANGE,
    PRICE,
    RECEIPT,
    RESPONSE,
    changed,
)
from .conftest import Send

HUGE = changed(
    changed(changed(ORDER_CHANGE, ">100.00<", ">999999999999999999<"), '">40<', '">0.0000000001<'), PRICE, ""
)
"""A change whose price would have more digits than anything is kept with."""


def own(text: str) -> str:
    """The same paper with Cleo as its seller."""
    return text.replace("GB2", "GB9").replace(">Joiner<", ">Cleo<")


@pytest.fixture(autouse=True)
def _known(cast: Cast) -> None:
    """Cleo is known by a number of her own."""
    vat = [{"scheme": "vat", "value": "GB9"}]
    identify(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=vat)


def reasons(cast: Cast, answer: dict[str, Any]) -> list[str]:
    """The keys of what the log says of an answer."""
    return [reason["key"] for one in arrivals(cast, id=answer["arrival"]) for reason in one.reasons]


def test_a_price_beyond_all_digits_is_refused_and_not_reckoned(cast: Cast, send: Send) -> None:
    send(a=ORDER)
    [answer] = send(c=HUGE)
    assert (answer["became"], reasons(cast, answer)) == ("refused", ["invalid"])


def test_a_file_that_breaks_its_reader_holds_up_no_other(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order is loaded and what else waited for it is taken in."""
    send(a=changed(ORDER, "PO-7", "PO-6"))
    send(c=ORDER_CHANGE)
    send(b=DESPATCH)

    def broken(document: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(translating, "restate_values", broken)
    assert send(a=ORDER)[0]["became"] == "order"
    assert {one.number: one.became for one in arrivals(cast, door="file")} == {
        "PO-6": "order",
        "CH-1": "waiting",
        "DN-1": "despatch",
        "PO-7": "order",
    }


@pytest.mark.parametrize("we_are", ["", "buyer", "seller"])
def test_a_contractor_learns_of_no_order_but_their_own(cast: Cast, send: Send, we_are: str) -> None:
    """Whatever they say of our side: another contractor's order is told from none by nothing, and nothing is filed there."""
    send(a=ORDER)
    there = own(RESPONSE)
    answers = [send(who="cleo", add=False, we_are=we_are, r=there)[0]]
    answers += send(who="cleo", add=False, we_are=we_are, r=changed(there, "PO-7", "PO-8"))
    assert [(one["became"], reasons(cast, one)) for one in answers] == [("refused", ["not_taken"])] * 2
    assert {one.order_id for one in arrivals(cast, became="refused")} == {None}


def test_nobody_files_with_the_order_of_another_team(cast: Cast, send: Send) -> None:
    """Who manages one team is told of another team's order as of none."""
    send(a=ORDER)
    revoke_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", reason="One team only")
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", team_id=cast.team_id)
    cast.again("rita")
    [answer] = send(who="rita", add=False, r=RESPONSE)
    assert (answer["became"], reasons(cast, answer)) == ("refused", ["not_taken"])


def test_what_its_sender_may_not_do_never_waits(cast: Cast, send: Send) -> None:
    """Or a contractor's papers fill the places of those that wait, and stand before the same ones from us."""
    for text in (ORDER_CHANGE, ORDER_CANCELLATION, DESPATCH, RECEIPT):
        [answer] = send(who="cleo", add=False, c=own(text))
        assert (answer["became"], reasons(cast, answer)) == ("refused", ["not_permitted"])
    assert send(b=own(DESPATCH))[0]["became"] == "waiting"
    send(a=own(ORDER))
    assert len(arrivals(cast, became="despatch", sender_id=cast.fay.id)) == 1


def test_a_key_that_keeps_files_accepts_no_work_later(cast: Cast, send: Send) -> None:
    """What waits is done in the member's name, with all that the member may: the key must carry it when it is sent."""
    cast.petra.api_key = ApiKey(scopes=["document.keep"])
    [answer] = send(who="petra", add=False, r=own(RECEIPT))
    assert (answer["became"], reasons(cast, answer)) == ("refused", ["not_permitted"])
    send(a=own(ORDER))
    with scope.reading(cast.company_id):
        assert not Piece.objects.exists()


def test_a_key_that_may_not_accept_leaves_no_receipt_that_accepts_later(cast: Cast, send: Send) -> None:
    """Olga may accept by hand. Her key receives only, and what waits is done without the key."""
    cast.olga.api_key = ApiKey(scopes=["document.keep", "evidence.receive"])
    [answer] = send(who="olga", add=False, r=own(RECEIPT))
    assert (answer["became"], reasons(cast, answer)) == ("refused", ["not_permitted"])
    assert send(who="olga", add=False, d=own(DESPATCH))[0]["became"] == "waiting"
    assert send(who="petra", add=False, r=own(RECEIPT))[0]["became"] == "waiting"


def test_no_receipt_accepts_work_on_an_order_of_ours_for_who_may_not(cast: Cast, send: Send) -> None:
    """It is in the receive log with the reasons, and nothing else has changed."""
    ordered = line(quantity=40, unit="C62", unit_price="2.50")
    number = number_of(cast, cast.issued(lines=[ordered]))
    text = own(RECEIPT).replace("PO-7", number).replace("<cbc:LineID>4<", "<cbc:LineID>1<")
    before = {table: rows for table, rows in books(cast.company_id).items() if table != "Arrival"}
    for who, because in (("fay", []), ("petra", []), ("rita", ["own_evidence"])):
        [answer] = send(who=who, add=False, r=text)
        wanted = because or ["not_permitted", "not_responsible", "own_evidence"]
        assert (answer["became"], reasons(cast, answer)) == ("refused", wanted), who
    assert {table: rows for table, rows in books(cast.company_id).items() if table != "Arrival"} == before
    assert len(arrivals(cast)) == 3


def test_finance_alone_is_not_enough_to_pay_by_papers(cast: Cast, send: Send) -> None:
    """An order, its receipt and its invoice, all by one hand: each is taken in, and no money leaves by it."""
    order_id = UUID(send(a=own(ORDER))[0]["id"])
    orders.attach(by=cast.fay, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    bill = own(INVOICE)
    made = send(r=own(RECEIPT), i=bill)
    with scope.reading(cast.company_id):
        invoice = Invoice.objects.get(id=made[1]["id"])
    assert "own_loading" in refused(cast, partial(payments.release, by=cast.fay, at=NOW, invoice_id=invoice.id))


@pytest.mark.parametrize("scopes", [None, []])
def test_who_may_send_nothing_fills_no_disk(cast: Cast, send: Send, scopes: list[str] | None) -> None:
    """An auditor, and a key that only reads."""
    who = "otto" if scopes is None else "fay"
    cast.members[who].api_key = None if scopes is None else ApiKey(scopes=scopes)
    with pytest.raises(Refused):
        send(who=who, a="never kept")
    assert not store.place(cast.company_id, sha256("never kept")).exists()
    assert arrivals(cast) == []
    with scope.reading(cast.company_id):
        assert Entry.objects.filter(verb="document.keep", outcome=Entry.REFUSED).count() == 1


def test_nobody_raises_attaches_or_settles_what_pays_themselves(cast: Cast, send: Send) -> None:
    """Cleo also works in finance: for their own order somebody else sends the change."""
    order_id = UUID(send(a=changed(own(ORDER), ">40<", ">41<"))[0]["id"])
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="finance", confirm=cast.cleo.name)
    cleo = cast.again("cleo")
    more = changed(own(ORDER_CHANGE), ">100.00<", ">900.00<")
    [answer] = send(who="cleo", add=False, c=more)
    assert (answer["became"], reasons(cast, answer)) == ("refused", ["own_money"])
    act = {"by": cleo, "at": NOW}
    attach = partial(orders.attach, order_id=order_id, engagement_id=cast.engagement_id, **act)
    assert refused(cast, attach) == ["own_money"]
    [finding] = findings_of(cast, order_id)
    assert refused(cast, partial(orders.settle_finding, finding_id=finding.id, reason="So be it", **act)) == [
        "own_money"
    ]
    assert send(c=more)[0]["became"] == "change"


def test_nobody_takes_anothers_name_with_a_new_contractor(cast: Cast, send: Send) -> None:
    """Rita may add contractors and not say who is known by which name: else nobody's papers would find the first any more."""
    given = {"code": "EVIL", "name": "Evil", "currency": "EUR", "identities": [{"scheme": "vat", "value": "gb-9"}]}
    add = partial(add_contractor, at=NOW, values=ContractorValues.model_validate(given))
    assert refused(cast, partial(add, by=cast.rita)) == ["identity_taken"]
    assert send(add=False, a=own(ORDER))[0]["became"] == "order"
    assert add(by=cast.fay)["code"] == "EVIL"
