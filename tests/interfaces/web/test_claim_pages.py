"""Every page of the second half: who sees it, who does not, and what a contractor is not shown."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.invoices import actions as own
from counterfoil.lifecycle.matching import actions as matching

from ...actions import billing
from ...cast import NOW, Cast
from .conftest import SignIn

LISTS = ["/invoices", "/exceptions", "/payments"]
INSIDE = ["rita", "amir", "iris", "petra", "fay", "otto", "olga", "edda"]


def pages(cast: Cast) -> dict[str, str]:
    """One of each page, on one order that Cleo works on."""
    order_id = cast.issued()
    billing.accepted(cast, order_id, 5)
    sent = billing.submitted(cast, order_id, 2)
    disputed = billing.received(cast, order_id, quantity=5, unit_price="110.00")["id"]
    again = billing.received(cast, order_id, quantity=5, unit_price="110.00")["id"]
    payment_id = billing.initiated(cast, billing.matched(cast, number="R-2"))
    return {
        "evidence_new": f"/orders/{order_id}/evidence/new",
        "evidence": f"/evidence/{sent}",
        "invoice": f"/invoices/{disputed}",
        "arrival": f"/arrivals/{again}",
        "payment": f"/payments/{payment_id}",
        "contractor": f"/contractors/{cast.contractor_id}",
    }


def test_a_variance_that_was_accepted_is_not_called_a_correction(cast: Cast, sign_in: SignIn) -> None:
    """More is invoiced than accepted, and no evidence was corrected."""
    order_id = cast.issued()
    billing.accepted(cast, order_id, 6)
    invoice_id = UUID(billing.received(cast, order_id, quantity=8)["id"])
    exception = billing.exception_of(cast, invoice_id, "quantity")
    matching.accept(by=cast.bela, at=NOW, exception_id=exception.id, reason="Agreed")
    page = sign_in("fay").get(f"/orders/{order_id}").content.decode()
    assert "invoiced above what is accepted:" in page and "corrected" not in page


def test_everybody_who_works_here_sees_every_page(cast: Cast, sign_in: SignIn) -> None:
    there = pages(cast)
    for name in INSIDE:
        client = sign_in(name)
        for page in [*LISTS, *(address for called, address in there.items() if called != "evidence_new")]:
            assert client.get(page).status_code == 200, (name, page)


@pytest.mark.parametrize(("name", "status"), [("cleo", 200), ("rita", 200), ("petra", 403), ("otto", 403)])
def test_only_who_may_submit_is_shown_the_form(cast: Cast, sign_in: SignIn, name: str, status: int) -> None:
    assert sign_in(name).get(f"/orders/{cast.issued()}/evidence/new").status_code == status


@pytest.mark.parametrize(
    ("name", "status"), [("petra", 200), ("fay", 200), ("cleo", 200), ("rita", 403), ("otto", 403)]
)
def test_only_who_may_enter_invoices_is_shown_the_form(cast: Cast, sign_in: SignIn, name: str, status: int) -> None:
    assert sign_in(name).get("/invoices/new").status_code == status


def test_a_stranger_finds_nothing(cast: Cast, sign_in: SignIn) -> None:
    mallory, there = sign_in("mallory"), pages(cast)
    del there["evidence_new"]
    for address in there.values():
        missing = address.rpartition("/")[0] + f"/{uuid4()}"
        theirs, none = mallory.get(address), mallory.get(missing)
        assert theirs.status_code == none.status_code == 404, address
    for address in (there["invoice"] + "/correct", there["evidence"].replace("evidence", "orders") + "/evidence/new"):
        assert mallory.get(address).status_code == 404
    for address in LISTS:
        page = mallory.get(address).content.decode()
        assert "R-1" not in page and 'class="empty"' in page


def test_a_stranger_does_nothing(cast: Cast, sign_in: SignIn) -> None:
    mallory, there = sign_in("mallory"), pages(cast)
    verbs = {
        "evidence": ("accept", "reject", "withdraw", "correct"),
        "invoice": ("match", "pair", "reject", "void", "hold", "lift", "release"),
        "payment": ("initiate", "settle", "fail", "cancel"),
        "contractor": ("hold", "lift"),
        "arrival": ("admit_duplicate",),
    }
    for page, each in verbs.items():
        for verb in each:
            answer = mallory.post(f"{there[page]}/do/{verb}", {"key": str(uuid4()), "reason": "because"})
            assert answer.status_code in (403, 404), (page, verb)
            assert "Cleo" not in answer.content.decode()


def test_a_contractor_sees_their_own_and_nothing_internal(cast: Cast, sign_in: SignIn) -> None:
    there, cleo = pages(cast), sign_in("cleo")
    hold = HoldValues(scope="payment", reason="She called in sick")
    own.hold(by=cast.fay, at=NOW, invoice_id=_id(there["invoice"]), values=hold)
    for name in ("invoice", "evidence", "arrival", "payment"):
        page = _main(cleo, there[name])
        page = page.replace("On hold until it is lifted, ask Fay", "")
        for internal in ("Rita", "Petra", "Fay", "sick", "Trail", "settles it", "/contractors/", "Match again"):
            assert internal not in page, (name, internal)
    page = _main(cleo, there["invoice"])
    assert "Unit price EUR 110.00 where EUR 100.00 was ordered" in page


def test_a_contractor_is_told_of_a_hold_and_whom_to_ask_but_not_why(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    billing.accepted(cast, order_id)
    invoice_id = UUID(billing.received(cast, order_id)["id"])
    hold = HoldValues(scope="everything", reason="She called in sick")
    own.hold(by=cast.fay, at=NOW, invoice_id=invoice_id, values=hold)
    matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)
    page = _main(sign_in("cleo"), f"/invoices/{invoice_id}")
    assert "It is on hold." in page and "On hold until it is lifted, ask Fay" in page and "sick" not in page
    assert "sick" in _main(sign_in("petra"), f"/invoices/{invoice_id}")


def test_a_payment_that_has_not_left_says_that_its_invoice_is_held(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.matched(cast)
    payment_id = billing.released(cast, invoice_id)
    hold = HoldValues(scope="payment", reason="She called in sick")
    own.hold(by=cast.fay, at=NOW, invoice_id=invoice_id, values=hold)
    page = _main(sign_in("fay"), f"/payments/{payment_id}")
    assert "She called in sick" in page and f"/invoices/{invoice_id}" in page
    assert "sick" not in _main(sign_in("cleo"), f"/payments/{payment_id}")


@pytest.mark.parametrize("address", ["/exceptions", "/contractors/{}"])
def test_what_is_internal_is_not_there_for_a_contractor(cast: Cast, sign_in: SignIn, address: str) -> None:
    assert sign_in("cleo").get(address.format(cast.contractor_id)).status_code == 404


def test_a_contractor_does_not_see_another_ones(cast: Cast, sign_in: SignIn) -> None:
    answer = billing.received(cast, None, contractor_id=_other(cast), number="X-9")
    assert sign_in("cleo").get(f"/invoices/{answer['id']}").status_code == 404
    assert "X-9" not in sign_in("cleo").get("/invoices").content.decode()


def test_empty_pages_teach(cast: Cast, sign_in: SignIn) -> None:
    petra = sign_in("petra")
    assert "There is no invoice yet" in _main(petra, "/invoices")
    assert "An exception arises when an invoice comes in and something does not fit" in _main(petra, "/exceptions")
    assert "A payment begins when finance releases an invoice" in _main(petra, "/payments")
    assert "Nothing is ready to be released" in _main(sign_in("fay"), "/payments")


def test_keys_and_sidebar_lead_to_the_lists(cast: Cast, sign_in: SignIn) -> None:
    inside, outside = (sign_in(name).get("/").content.decode() for name in ("petra", "cleo"))
    for key, address in {"i": "/invoices", "e": "/exceptions", "p": "/payments"}.items():
        assert f'data-go="{key}" href="{address}"' in inside
    assert 'href="/invoices"' in outside and 'href="/exceptions"' not in outside and 'href="/payments"' not in outside


def _other(cast: Cast) -> UUID:
    """The contractor that Cleo is not."""
    with scope.reading(cast.company_id):
        return Contractor.objects.get(code="CLEO").id


def _id(address: str) -> UUID:
    return UUID(address.rpartition("/")[2])


def _main(client: Client, address: str) -> str:
    """The page without its sidebar, where the reader's own name stands."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().split("<main")[1].split("</main>")[0]
