"""The form of an invoice: typed in the reader's locale, summed beside the printed total, kept when it is wrong."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.invoices.models import Invoice

from ...actions import billing
from ...cast import NOW, Cast
from .conftest import SignIn


def typed(cast: Cast, order_id: UUID | None = None, **more: Any) -> dict[str, Any]:
    """The form as Petra fills it in, or what the test says instead."""
    line = {"text": "Layout", "quantity": "10", "unit": "HUR", "unit_price": "100"}
    given = {
        "key": str(uuid4()),
        "kind": "invoice",
        "contractor": "CLEO2 · Cleo",
        "number": "R-1",
        "quoted": billing.number_of(cast, order_id) if order_id else "",
        "currency": "EUR",
        "issued_on": NOW.date().isoformat(),
        "total": "1,000.00",
        "gives_back": "yes",
        "do": "save",
    }
    return given | {f"lines-0-{name}": value for name, value in line.items()} | more


def test_what_fits_is_matched_at_once(cast: Cast, sign_in: SignIn) -> None:
    order_id, petra = cast.issued(), sign_in("petra")
    billing.accepted(cast, order_id)
    answer = petra.post("/invoices/new", typed(cast, order_id), follow=True)
    page = answer.content.decode()
    assert "Entered, and everything fits." in page and "In order. Payment is due on" in page
    with scope.reading(cast.company_id):
        assert Invoice.objects.get().state == "matched"


def test_what_does_not_fit_leads_to_its_exceptions(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("petra").post("/invoices/new", typed(cast, quoted="n/a"), follow=True).content.decode()
    assert "Something stands against it" in page and "It quotes no purchase order number." in page
    said = page.split('class="message message-warning"')[1].split("</p>")[0]
    assert "Something stands against it" in said and "#alert-triangle" in said and "#check" not in said


def test_the_same_form_sent_twice_makes_one_invoice(cast: Cast, sign_in: SignIn) -> None:
    petra, given = sign_in("petra"), typed(cast)
    assert petra.post("/invoices/new", given)["Location"] == petra.post("/invoices/new", given)["Location"]


def test_wrong_fields_say_so_and_keep_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    more = {"contractor": "Nobody", "number": "", "total": "much", "lines-0-quantity": "ten", "issued_on": ""}
    answer = sign_in("petra").post("/invoices/new", typed(cast, **more))
    page = answer.content.decode()
    assert answer.status_code == 422
    for name in ("contractor", "number", "total", "lines-0-quantity", "issued_on"):
        assert f'id="{name}-says"' in page and 'aria-invalid="true"' in page, name
    for value in ("Nobody", "much", "ten"):
        assert f'value="{value}"' in page
    _none(cast)


def test_a_contractor_sends_their_own_only(cast: Cast, sign_in: SignIn) -> None:
    cleo = sign_in("cleo")
    assert "CLEO2 · Cleo" in cleo.get("/invoices/new").content.decode()
    assert cleo.post("/invoices/new", typed(cast)).status_code == 302
    answer = cleo.post("/invoices/new", typed(cast, contractor="CLEO · Cleo Contractor", number="R-2"))
    assert answer.status_code == 422 and "Choose a contractor" in answer.content.decode()


def test_an_order_fills_the_form_with_what_is_left_to_bill(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    billing.accepted(cast, order_id, 6)
    billing.received(cast, order_id, quantity=2)
    page = sign_in("cleo").get(f"/invoices/new?order={order_id}").content.decode()
    assert f'value="{billing.number_of(cast, order_id)}"' in page and "CLEO2 · Cleo" in page
    assert 'id="lines-0-quantity" name="lines-0-quantity" type="text" value="4"' in page
    assert f'name="lines-0-line_id" value="{billing.line_id_of(cast, order_id)}"' in page
    assert 'id="total" name="total" type="text" value=""' in page, "the total is read from the paper"


@pytest.mark.parametrize("order", ["nonsense", "0193f000-0000-7000-8000-000000000000"])
def test_an_order_that_is_not_there_is_not_found(cast: Cast, sign_in: SignIn, order: str) -> None:
    assert sign_in("petra").get(f"/invoices/new?order={order}").status_code == 404


def test_the_sum_stands_beside_the_printed_total(cast: Cast, sign_in: SignIn) -> None:
    petra = sign_in("petra")
    same = petra.post("/invoices/preview", typed(cast, tax="200", total="1200")).content.decode()
    assert "EUR 1,200.00" in same and "The printed total says the same." in same
    apart = petra.post("/invoices/preview", typed(cast, tax="200", total="1250")).content.decode()
    assert "differs by EUR 50.00" in apart
    printed = petra.post("/invoices/preview", typed(cast, **{"lines-0-amount": "990", "total": ""})).content.decode()
    assert "EUR 990.00" in printed and "printed total" not in printed


def test_a_wrong_total_is_kept_and_becomes_an_exception(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    billing.accepted(cast, order_id)
    page = sign_in("petra").post("/invoices/new", typed(cast, order_id, total="1100"), follow=True).content.decode()
    assert "The total says EUR 1,100.00, and lines and tax give EUR 1,000.00" in page


def test_amounts_are_read_in_the_companys_locale(cast: Cast, sign_in: SignIn) -> None:
    with scope.reading(cast.company_id):
        Company.objects.filter(id=cast.company_id).update(locale="de")
    given = typed(cast, total="12.345,60", **{"lines-0-unit_price": "1.234,56"})
    page = sign_in("petra").post("/invoices/new", given, follow=True).content.decode()
    assert "12.345,60 EUR" in page
    answer = sign_in("petra").post("/invoices/new", typed(cast, total="12345.60", number="R-2"))
    assert answer.status_code == 422 and "Write a number such as 1.234,56." in answer.content.decode()


def test_lines_are_added_and_removed_without_saving(cast: Cast, sign_in: SignIn) -> None:
    petra = sign_in("petra")
    more = petra.post("/invoices/new", typed(cast, do="add-line-")).content.decode()
    assert 'id="lines-1-text"' in more and 'value="Layout"' in more
    less = petra.post("/invoices/new", typed(cast, do="remove-line-0")).content.decode()
    assert 'id="lines-0-text"' in less and 'value="Layout"' not in less
    _none(cast)


def test_a_credit_note_names_the_invoice_that_it_credits(cast: Cast, sign_in: SignIn) -> None:
    petra, invoice_id = sign_in("petra"), billing.matched(cast)
    credit = typed(cast, kind="credit", number="G-1", total="100", **{"lines-0-quantity": "1"})
    answer = petra.post("/invoices/new", credit)
    assert answer.status_code == 422 and "Write the number of the invoice that it credits." in answer.content.decode()
    page = petra.post("/invoices/new", credit | {"credits": "R-1"}, follow=True).content.decode()
    assert "Credit note" in page and f'href="/invoices/{invoice_id}"' in page
    page = petra.get(f"/invoices/{invoice_id}").content.decode()
    assert "Credit note G-1" in page and ">900.00<" in page


def test_the_same_number_again_makes_none_and_a_second_person_admits_it(cast: Cast, sign_in: SignIn) -> None:
    first = billing.matched(cast)
    petra, fay = sign_in("petra"), sign_in("fay")
    answer = petra.post("/invoices/new", typed(cast, number="r 1"))
    kept = answer.content.decode()
    assert (
        answer.status_code == 409 and 'value="r 1"' in kept and 'value="Layout"' in kept and 'value="1,000.00"' in kept
    )
    assert f'href="/invoices/{first}"' in kept and 'href="#number"' in kept
    [arrival] = set(re.findall(r"/arrivals/[0-9a-f-]{36}", kept))
    page = petra.get(arrival).content.decode()
    assert "This made no invoice" in page and f'href="/invoices/{first}"' in page
    assert "Nobody admits a duplicate that they entered." in page
    assert arrival in fay.get(f"/invoices/{first}").content.decode()
    given = {"key": "one", "reason": "Another job, numbered anew"}
    assert petra.post(f"{arrival}/do/admit_duplicate", given).status_code == 403
    assert fay.post(f"{arrival}/do/admit_duplicate", {"key": "two", "reason": ""}).status_code == 422
    made = fay.post(f"{arrival}/do/admit_duplicate", given)
    assert made.status_code == 302 and "admitted duplicate 1" in fay.get(made["Location"]).content.decode()
    assert arrival not in fay.get(f"/invoices/{first}").content.decode()
    assert "It was admitted as a document of its own." in petra.get(arrival).content.decode()


def test_another_number_is_sent_from_the_same_form(cast: Cast, sign_in: SignIn) -> None:
    billing.matched(cast)
    petra, given = sign_in("petra"), typed(cast)
    kept = petra.post("/invoices/new", given).content.decode()
    [key] = re.findall(r'name="key" value="([^"]+)"', kept)
    assert key != given["key"]
    answer = petra.post("/invoices/new", given | {"key": key, "number": "R-2"})
    assert answer.status_code == 302
    assert billing.invoice_of(cast, answer["Location"].rpartition("/")[2]).number == "R-2"


def test_a_contractor_is_told_which_of_theirs_has_the_number(cast: Cast, sign_in: SignIn) -> None:
    first = billing.matched(cast)
    page = sign_in("cleo").post("/invoices/new", typed(cast))
    kept = page.content.decode()
    assert page.status_code == 409 and f'href="/invoices/{first}"' in kept and 'value="Layout"' in kept


def test_a_correction_types_it_anew_and_looks_again(cast: Cast, sign_in: SignIn) -> None:
    petra, invoice_id = sign_in("petra"), billing.disputed(cast)
    address = f"/invoices/{invoice_id}/correct"
    page = petra.get(address).content.decode()
    assert 'value="110.00"' in page and 'value="550.00"' in page
    number = billing.number_of(cast, billing.invoice_of(cast, invoice_id).order_id)
    given = typed(cast, quoted=number, total="500", number="another", **{"lines-0-quantity": "5"})
    kept = petra.post(address, given | {"reason": ""})
    assert kept.status_code == 422 and 'id="reason-says"' in kept.content.decode()
    assert petra.post(address, given | {"reason": "Misread"})["Location"] == f"/invoices/{invoice_id}"
    stored = billing.invoice_of(cast, invoice_id)
    assert (stored.state, stored.number, stored.total) == ("matched", "R-1", 500)


def test_what_does_not_wait_any_more_is_not_corrected(cast: Cast, sign_in: SignIn) -> None:
    petra, invoice_id = sign_in("petra"), billing.matched(cast)
    assert petra.get(f"/invoices/{invoice_id}/correct").status_code == 409
    answer = petra.post(f"/invoices/{invoice_id}/correct", typed(cast, reason="Misread"))
    assert answer.status_code == 409 and "only what waits is corrected" in answer.content.decode()


def _none(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        assert not Invoice.objects.exists()


@pytest.mark.parametrize(
    "number", ["NaN", "sNaN", "-nan12", "Infinity", "-Inf", "1_0", "\u0661\u0662", "\uff11\uff12", "\u00bd"]
)
@pytest.mark.parametrize("field", ["total", "tax", "lines-0-amount", "lines-0-quantity"])
def test_what_nobody_writes_as_a_number_is_none(cast: Cast, sign_in: SignIn, field: str, number: str) -> None:
    """Python reads each of these as a number, and compares the first of them with nothing."""
    petra, given = sign_in("petra"), typed(cast, **{field: number})
    assert petra.post("/invoices/preview", given).status_code == 200
    answer = petra.post("/invoices/new", given)
    assert answer.status_code == 422 and f'id="{field}-says"' in answer.content.decode()
    _none(cast)
