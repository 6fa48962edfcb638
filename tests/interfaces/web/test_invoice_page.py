"""The page of an invoice: what is compared, what stands against it, its holds, and its moves with their reasons."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Reason, Refused
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.interfaces.web.pages import invoices
from counterfoil.lifecycle.invoices.models import InvoiceHold
from counterfoil.lifecycle.matching import actions as matching

from ...actions import billing
from ...cast import NOW, Cast, line
from .conftest import SignIn, speak


@pytest.mark.req(79, 80)
def test_each_compared_attribute_is_a_row(cast: Cast, sign_in: SignIn) -> None:
    page = _text(sign_in("petra"), billing.disputed(cast))
    assert _row(page, "Unit price") == ["100.00", "–", "110.00", "100.00", "does not fit"]
    assert _row(page, "Quantity so far") == ["10", "10", "5", "up to 10", "fits"]
    assert _row(page, "Amount so far") == ["1,000.00", "1,000.00", "550.00", "up to 1,000.00", "fits"]
    assert _row(page, "Total with tax") == ["–", "–", "550.00", "550.00", "fits"]


def test_what_was_loosened_is_shown_on_what_it_lets_through_and_on_nothing_else(cast: Cast, sign_in: SignIn) -> None:
    dear, right = billing.disputed(cast), billing.matched(cast, number="R-2")
    five = {"attribute": "unit_price", "kind": "percent", "percent": "10"}
    values = MatchPolicyValues.model_validate({"name": "Ours", "is_default": True, "tolerances": [five]})
    set_match_policy(by=cast.olga, at=NOW + timedelta(hours=1), values=values)
    assert "was loosened" not in _text(sign_in("petra"), dear)
    matching.match(by=cast.petra, at=NOW + timedelta(hours=2), invoice_id=dear)
    page = _text(sign_in("petra"), dear)
    assert "Mar 2, 2026" in page and "Olga · Ours: Unit price: exact → up to 10 %" in page
    assert "was loosened" not in _text(sign_in("petra"), right)
    assert "was loosened" not in _text(sign_in("cleo"), dear)


def test_what_was_accepted_is_said_so(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.disputed(cast)
    exception = billing.exception_of(cast, invoice_id, "price")
    matching.accept(by=cast.bela, at=NOW, exception_id=exception.id, reason="Agreed by mail")
    page = _text(sign_in("petra"), invoice_id)
    assert _row(page, "Unit price")[-1] == "accepted" and "Agreed by mail" in page and "Cleared" in page


def test_an_exception_has_owner_day_sentence_and_ways_out(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.disputed(cast)
    exception = billing.exception_of(cast, invoice_id, "price")
    page = _text(sign_in("bela"), invoice_id)
    assert "Unit price EUR 110.00 where EUR 100.00 was ordered" in page and "Rita settles it" in page
    assert f"/exceptions/{exception.id}/do/accept" in page and "do/assign" not in page
    own = _text(sign_in("petra"), invoice_id)
    assert "Nobody clears an invoice that they entered." in own and f"/exceptions/{exception.id}/do/accept" not in own


def test_sentences_are_written_as_the_company_writes(cast: Cast, sign_in: SignIn, monkeypatch: Any) -> None:
    speak(cast, "de")
    invoice_id, petra = billing.disputed(cast), sign_in("petra")
    assert "Unit price 110,00 EUR where 100,00 EUR was ordered" in _text(petra, invoice_id)
    reason = Reason("any", "It is %(sum)s.", {"sum": MonetaryAmount(Decimal("1234.50"), "EUR")})
    monkeypatch.setattr(invoices, "invoice_record", _refuses(reason))
    answer = petra.get(f"/invoices/{invoice_id}")
    assert answer.status_code == 409 and "It is 1.234,50 EUR." in answer.content.decode().replace("&nbsp;", " ")


def test_a_second_person_accepts_a_variance_with_a_reason(cast: Cast, sign_in: SignIn) -> None:
    invoice_id, bela = billing.disputed(cast), sign_in("bela")
    address = f"/exceptions/{billing.exception_of(cast, invoice_id, 'price').id}/do/accept"
    short = bela.post(address, {"key": "one", "reason": "ok"})
    assert short.status_code == 422 and ">ok</textarea>" in short.content.decode()
    own = sign_in("petra").post(address, {"key": "two", "reason": "Agreed"})
    assert own.status_code == 403 and "Nobody clears an invoice that they entered." in own.content.decode()
    assert billing.invoice_of(cast, invoice_id).state == "disputed"
    assert bela.post(address, {"key": "three", "reason": "Agreed"})["Location"] == f"/invoices/{invoice_id}"
    assert billing.invoice_of(cast, invoice_id).state == "cleared"


def test_an_exception_is_assigned_to_a_colleague(cast: Cast, sign_in: SignIn) -> None:
    invoice_id, petra = billing.disputed(cast), sign_in("petra")
    address = f"/exceptions/{billing.exception_of(cast, invoice_id, 'price').id}/do/assign"
    choices = _text(petra, invoice_id).split('name="owner_id"')[1].split("</select>")[0]
    assert "Bela" in choices and "Cleo" not in choices and "Rita" not in choices
    nobody = petra.post(address, {"key": "one", "owner_id": ""})
    assert nobody.status_code == 422 and "Choose one." in nobody.content.decode()
    petra.post(address, {"key": "two", "owner_id": str(cast.bela.id)})
    assert billing.exception_of(cast, invoice_id, "price").owner_id == cast.bela.id


def test_near_misses_are_suggested(cast: Cast, sign_in: SignIn) -> None:
    number = billing.number_of(cast, cast.issued())
    answer = billing.received(cast, None, quoted="PO-2026-0001")
    page = _text(sign_in("petra"), answer["id"])
    assert "Perhaps it means:" in page and f'href="/find/{number}"' in page


def test_moves_are_offered_or_greyed_with_the_rules_own_reasons(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.matched(cast)
    fay, petra = _text(sign_in("fay"), invoice_id), _text(sign_in("petra"), invoice_id)
    assert f"/invoices/{invoice_id}/do/release" in fay and f"/invoices/{invoice_id}/do/release" not in petra
    assert "only what waits is corrected" in petra and f"/invoices/{invoice_id}/correct" not in petra


@pytest.mark.req(84, 100)
def test_release_is_greyed_where_a_fresh_look_would_refuse_it(cast: Cast, sign_in: SignIn) -> None:
    """The look is the release's own: the page takes no lock and yet gives its reason."""
    invoice_id = billing.disputed(cast)
    exception = billing.exception_of(cast, invoice_id, "price")
    matching.accept(by=cast.fay, at=NOW, exception_id=exception.id, reason="Agreed")
    page = _text(sign_in("fay"), invoice_id)
    assert "Nobody releases an invoice that they cleared." in page and f"/invoices/{invoice_id}/do/release" not in page


def test_a_part_is_released_and_leads_to_its_payment(cast: Cast, sign_in: SignIn) -> None:
    invoice_id, fay = billing.matched(cast), sign_in("fay")
    for amount, status in (("much", 422), ("2,000", 409)):
        answer = _do(fay, invoice_id, "release", expect=status, amount=amount, purpose="Milestone 1")
        assert f'value="{amount}"' in answer.content.decode()
    answer = _do(fay, invoice_id, "release", amount="400.00", purpose="Milestone 1")
    assert answer["Location"].startswith("/payments/")
    assert billing.invoice_of(cast, invoice_id).open_amount == 600
    assert "EUR 400.00 of EUR 1,000.00 are released; nothing has arrived yet." in _text(fay, invoice_id)


def test_it_is_matched_rejected_and_voided(cast: Cast, sign_in: SignIn) -> None:
    petra = sign_in("petra")
    invoice_id = billing.disputed(cast)
    _do(petra, invoice_id, "match")
    _do(petra, invoice_id, "reject", expect=422, reason="")
    _do(petra, invoice_id, "reject", reason="Not ours")
    assert "Not ours" in _text(sign_in("cleo"), invoice_id)
    _do(petra, invoice_id, "void", expect=409, reason="Wrong company")
    other = billing.matched(cast, number="R-2")
    _do(petra, other, "void", reason="Wrong company")
    assert (billing.invoice_of(cast, invoice_id).state, billing.invoice_of(cast, other).state) == ("rejected", "void")


def test_a_person_pairs_a_line(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued(lines=[line(), line(text="Layout too")])
    billing.accepted(cast, order_id)
    invoice_id, petra = UUID(billing.received(cast, order_id)["id"]), sign_in("petra")
    assert billing.kinds_of(cast, invoice_id) == ["line_unknown"]
    lines = billing.invoice_lines_of(cast, invoice_id)
    _do(petra, invoice_id, "pair", expect=422, invoice_line_id=str(lines[0].id), order_line_id="")
    _do(
        petra,
        invoice_id,
        "pair",
        invoice_line_id=str(lines[0].id),
        order_line_id=str(billing.line_id_of(cast, order_id)),
    )
    assert "paired by a person" in _text(petra, invoice_id)


def test_a_hold_is_placed_shown_and_lifted(cast: Cast, sign_in: SignIn) -> None:
    invoice_id, fay = billing.matched(cast), sign_in("fay")
    wrong = _do(fay, invoice_id, "hold", expect=422, scope="", reason="Bank", last_day="").content.decode()
    assert "Choose one." in wrong and ">Bank</textarea>" in wrong
    past = {"scope": "payment", "reason": "Bank details", "last_day": "2020-01-01"}
    assert "must lie ahead" in _do(fay, invoice_id, "hold", expect=409, **past).content.decode()
    _do(fay, invoice_id, "hold", **past | {"last_day": ""})
    page = _text(fay, invoice_id)
    assert "Bank details" in page and "It is on hold" in page and f"/invoices/{invoice_id}/do/release" not in page
    with scope.reading(cast.company_id):
        hold_id = str(InvoiceHold.objects.get().id)
    _do(fay, invoice_id, "lift", expect=422, hold_id=hold_id, reason="")
    _do(fay, invoice_id, "lift", hold_id=hold_id, reason="They are right")
    page = _text(fay, invoice_id)
    assert "It is on hold" not in page and f"/invoices/{invoice_id}/do/release" in page


def test_its_trail_names_what_was_done_with_it_and_its_payments(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.matched(cast)
    billing.settled(cast, invoice_id)
    trail = _text(sign_in("otto"), invoice_id).split('class="trail"')[1]
    for words in ("Enter an invoice", "Release", "Note that it was sent", "Note that it arrived"):
        assert words in trail


def test_its_trail_leads_to_the_payment_and_says_each_field(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.matched(cast)
    payment_id = billing.settled(cast, invoice_id)
    trail = _text(sign_in("otto"), invoice_id).split('class="trail"')[1]
    assert trail.count(f'<a href="/payments/{payment_id}">') == 3 and f'<a href="/invoices/{invoice_id}">' not in trail
    settled = _row_of(trail, "Note that it arrived")
    for words in ("EUR 1,000.00", "Arrived on", "Mar 2, 2026", "<del>on its way</del>", "<ins>settled</ins>"):
        assert words in settled


def _row_of(trail: str, verb: str) -> str:
    return next(row for row in trail.split('<li class="said ') if verb in row)


def test_a_contractor_is_held_and_let_go(cast: Cast, sign_in: SignIn) -> None:
    fay, address = sign_in("fay"), f"/contractors/{cast.contractor_id}"
    given = {"key": "one", "scope": "everything", "reason": "Papers are missing", "last_day": ""}
    assert sign_in("rita").post(f"{address}/do/hold", given).status_code == 403
    assert fay.post(f"{address}/do/hold", given)["Location"] == address
    page = fay.get(address).content.decode()
    assert "Papers are missing" in page
    hold_id = page.split('name="hold_id" value="')[1].split('"')[0]
    invoice_id = billing.received(cast, cast.draft(), quoted="")["id"]
    assert f'href="{address}"' in _text(fay, invoice_id) and "Papers are missing" in _text(fay, invoice_id)
    fay.post(f"{address}/do/lift", {"key": "two", "hold_id": hold_id, "reason": "They came"})
    page = fay.get(address).content.decode()
    assert 'name="hold_id"' not in page and page.count("Papers are missing") == 1, "the trail alone says it still"


def _row(page: str, words: str) -> list[str]:
    """The cells of one attribute, as a reader sees them."""
    cells = page.split(f'<th scope="row">{words}</th>')[1].split("</tr>")[0].split("</td>")[:-1]
    return [cell.rpartition(">")[2].strip() for cell in cells]


def _do(client: Client, invoice_id: Any, verb: str, expect: int = 302, **given: str) -> Any:
    answer = client.post(f"/invoices/{invoice_id}/do/{verb}", {"key": str(uuid4())} | given)
    assert answer.status_code == expect, answer.content.decode()
    return answer


def _text(client: Client, invoice_id: Any) -> str:
    return client.get(f"/invoices/{invoice_id}").content.decode()


def _refuses(reason: Reason) -> Any:
    def refuse(*_given: Any) -> None:
        raise Refused([reason])

    return refuse


def test_a_payments_own_trail_leads_to_its_invoice_and_a_contractor_reads_none(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.matched(cast)
    payment_id = billing.settled(cast, invoice_id)
    page = f"/payments/{payment_id}"
    trail = sign_in("otto").get(page).content.decode().split('class="trail"')[1].split("</ol>")[0]
    assert f'<a href="/invoices/{invoice_id}">' in _row_of(trail, "Release") and f'href="{page}"' not in trail
    assert 'class="trail"' not in sign_in("cleo").get(page).content.decode()
