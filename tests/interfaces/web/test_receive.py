"""The page that takes files: who may send which, several at once, twice the same, and what is no file at all."""

from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model
from django.test import override_settings

from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Order

from ...cast import Cast
from .conftest import SignIn
from .papers import OURS, invoice, known_as, loaded, order, sent, text


@pytest.mark.parametrize(
    ("name", "status"),
    [("fay", 200), ("petra", 200), ("rita", 200), ("olga", 200), ("cleo", 200), ("otto", 403), ("edda", 403)],
)
def test_only_who_may_keep_a_file_is_shown_the_page(cast: Cast, sign_in: SignIn, name: str, status: int) -> None:
    assert sign_in(name).get("/receive").status_code == status
    assert sent(sign_in(name), order()).status_code == (302 if status == 200 else 403)


def test_several_files_at_once_are_answered_one_by_one(cast: Cast, sign_in: SignIn) -> None:
    """The invoice comes before its order in the list, and is taken after it."""
    fay = sign_in("fay")
    answer = sent(fay, invoice(), order(), b"no xml", order())
    page = text(fay, answer["Location"])
    rows = page.split("<tbody>")[1].split("<tr>")[1:]
    assert ["file-1" in rows[0], "file-2" in rows[1], "file-3" in rows[2], "file-4" in rows[3]] == [True] * 4
    assert "Taken in as invoice INV-1" in rows[0] and "Loaded as order PO-900 of Joiner" in rows[1]
    assert "whatever its name says (6 bytes)" in rows[2] and "no known document" in rows[2]
    assert "The same bytes arrived before, as file-2.xml." in rows[3]
    assert "Taken in: 2 of 4" in page
    with scope.reading(cast.company_id):
        assert f"/orders/{Order.objects.get(number='PO-900').id}" in rows[1]
        assert f"/invoices/{Invoice.objects.get(number='INV-1').id}" in rows[0]


def test_sending_twice_with_one_key_makes_nothing_twice(cast: Cast, sign_in: SignIn) -> None:
    fay, key = sign_in("fay"), str(uuid4())
    first = sent(fay, order(), invoice(), key=key)
    second = sent(fay, order(), invoice(), key=key)
    assert first["Location"] == second["Location"]
    assert _count(cast, Arrival) == 2 and _count(cast, Invoice) == 1


def test_another_file_under_the_same_key_is_refused(cast: Cast, sign_in: SignIn) -> None:
    fay, key = sign_in("fay"), str(uuid4())
    sent(fay, order(), key=key)
    assert sent(fay, order(number="PO-901"), key=key).status_code == 409
    assert _count(cast, Arrival) == 1


def test_without_a_word_only_what_is_known_of_us_decides(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    page = text(fay, sent(fay, order(), we_are="")["Location"])
    assert "We are neither its buyer" in page and _count(cast, Order) == 0
    page = text(fay, sent(fay, order(number="PO-901"), we_are="seller")["Location"])
    assert "We are its seller" in page and _count(cast, Order) == 0
    page = text(fay, sent(fay, order(number="PO-902"), we_are="nonsense")["Location"])
    assert "We are neither its buyer" in page


def test_an_unknown_seller_is_added_only_where_it_is_asked_for(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in("fay"), sent(sign_in("fay"), order(), add_parties="")["Location"])
    assert "is no contractor that is known here" in page
    petra = sign_in("petra")
    assert 'name="add_parties"' not in text(petra, "/receive") and 'name="add_parties"' in text(
        sign_in("fay"), "/receive"
    )
    page = text(petra, sent(petra, invoice())["Location"])
    assert "is no contractor that is known here" in page
    with scope.reading(cast.company_id):
        assert not Contractor.objects.filter(name="Joiner").exists()


def test_what_a_role_does_not_allow_stays_in_the_log(cast: Cast, sign_in: SignIn) -> None:
    loaded(cast, sign_in("fay"))
    rita = sign_in("rita")
    page = text(rita, sent(rita, order(number="PO-901"))["Location"])
    assert "Nothing was made of it." in page and "Your roles do not allow this" in page


def test_no_file_and_too_many_are_said_and_change_nothing(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    answer = sent(fay)
    assert answer.status_code == 422 and "Choose one file at least" in answer.content.decode()
    answer = sent(fay, *[order(number=f"PO-{number}") for number in range(51)])
    page = answer.content.decode()
    assert answer.status_code == 422 and "These are 51 files; at most 50 come at once" in page
    assert 'value="buyer" checked' in page and _count(cast, Arrival) == 0


@override_settings(MOST_BODY=20_000)
def test_what_is_too_large_is_answered_with_a_page(cast: Cast, sign_in: SignIn) -> None:
    answer = sent(sign_in("fay"), order(), b"x" * 30_000)
    page = answer.content.decode()
    assert answer.status_code == 413 and "Nothing of it was read, and nothing was changed." in page
    assert "send fewer files, or smaller ones" in page and answer["Connection"] == "close"
    assert "script-src 'self'" in answer["Content-Security-Policy"] and _count(cast, Arrival) == 0


def test_a_contractor_is_asked_nothing_and_sends_their_own(cast: Cast, sign_in: SignIn) -> None:
    known_as(cast, cast.contractor_id, "ATU1")
    cleo = sign_in("cleo")
    page = text(cleo, "/receive")
    assert "Send your invoice as a file" in page and "we_are" not in page and "add_parties" not in page
    page = text(cleo, sent(cleo, invoice(vat="ATU1", quoted="PO-2026-99999"))["Location"])
    assert "Taken in as invoice INV-1" in page and "No order of this contractor has the number" in page


def test_a_contractor_learns_nothing_of_others(cast: Cast, sign_in: SignIn) -> None:
    """A contractor's own file, a known other's, and a stranger's: the last two are answered in the same words."""
    loaded(cast, sign_in("fay"), order(), invoice(number="INV-7"))
    cleo = sign_in("cleo")
    theirs = text(cleo, sent(cleo, invoice(number="INV-8"))["Location"])
    again = text(cleo, sent(cleo, invoice(number="INV-7"))["Location"])
    nobodys = text(cleo, sent(cleo, invoice(vat="GB99", seller="Nobody"))["Location"])
    ordered = text(cleo, sent(cleo, order())["Location"])
    for page in (theirs, again, nobodys, ordered):
        row = page.split("<tbody>")[1].split("</tbody>")[0]
        assert "Its seller is not known here as you." in row
        assert "Joiner" not in row and "/orders/" not in row and "/invoices/" not in row
    assert _count(cast, Invoice) == 1


def test_a_seller_that_is_ourselves_is_no_contractor(cast: Cast, sign_in: SignIn) -> None:
    known_as(cast, cast.contractor_id, "ATU1")
    cleo = sign_in("cleo")
    page = text(cleo, sent(cleo, invoice(vat=OURS))["Location"])
    assert "Its seller is not known here as you." in page


def _count(cast: Cast, model: type[Model]) -> int:
    with scope.reading(cast.company_id):
        rows: Any = model.objects  # type: ignore[attr-defined]
        return int(rows.within(cast.company_id).count())
