"""One verb for many rows of a list: looked at before, done row by row, and told afterwards."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.web.pages import many
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order

from ...actions import billing
from ...cast import NOW, Cast
from .conftest import SignIn

WHY = {"reason": "The season is over"}


def _before(client: Client, verb: str, ids: Any = (), list_name: str = "orders", **said: Any) -> str:
    response = client.post(f"/many/{list_name}", {"verb": verb, "row": [str(one) for one in ids]} | said, follow=True)
    return response.content.decode()


def _begin(client: Client, verb: str, page: str, list_name: str = "orders", **said: Any) -> HttpResponse:
    found = re.search(r'name="rows" value="([^"]*)"', page)
    assert found, page
    given = {"verb": verb, "rows": unescape(found[1]), "key": str(uuid4())} | said
    return client.post(f"/many/{list_name}/begin", given, follow=True)  # type: ignore[return-value]


def _states(cast: Cast, *ids: UUID) -> list[str]:
    with scope.reading(cast.company_id):
        found = dict(Order.objects.filter(id__in=ids).values_list("id", "state"))
    return [found[one] for one in ids]


def test_the_preview_says_with_which_and_why_not_with_the_others(cast: Cast, sign_in: SignIn) -> None:
    issued, draft = cast.issued(title="To be closed"), cast.draft(title="Not yet")
    page = _before(sign_in("fay"), "order.close", [issued, draft])
    assert "Possible now with 1, not with 1." in page
    can, cannot = page.split('id="many-cannot"')
    assert "To be closed" in can and "Not yet" not in can and "Not yet" in cannot
    assert _states(cast, issued, draft) == ["issued", "draft"]


def test_what_can_be_done_is_done_with_the_reason_asked_once(cast: Cast, sign_in: SignIn) -> None:
    ids = [cast.issued() for _ in range(3)]
    client = sign_in("fay")
    said = _begin(client, "order.close", _before(client, "order.close", ids), **WHY).content.decode()
    assert _states(cast, *ids) == ["closed"] * 3 and "All have had their turn" in said
    assert "<dd>3</dd>" in said
    assert all(f'href="/orders/{one}"' in said.split("Done with these")[1] for one in ids)


def test_all_that_are_shown_are_those_of_the_filter(cast: Cast, sign_in: SignIn) -> None:
    wanted, other = cast.issued(title="Wanted"), cast.issued(title="Other")
    client = sign_in("fay")
    page = _before(client, "order.close", all="yes", address=urlencode({"q": "wanted", "state": "issued"}))
    _begin(client, "order.close", page, **WHY)
    assert _states(cast, wanted, other) == ["closed", "issued"]


def test_a_row_that_moved_after_the_preview_is_left_out_and_told(cast: Cast, sign_in: SignIn) -> None:
    moved, stays = cast.issued(), cast.issued()
    client = sign_in("fay")
    page = _before(client, "order.close", [moved, stays])
    orders.close(by=cast.rita, at=NOW, order_id=moved, reason="Long over")
    orders.reopen(by=cast.fay, at=NOW, order_id=moved, reason="Not over")
    said = _begin(client, "order.close", page, **WHY).content.decode()
    assert _states(cast, moved, stays) == ["issued", "closed"]
    assert "It was changed after it was shown" in said


def test_an_approver_says_yes_to_what_was_shown_and_nothing_else(cast: Cast, sign_in: SignIn) -> None:
    ids = [cast.pending(title="One"), cast.pending(title="Two")]
    client = sign_in("amir")
    page = _before(client, "order.approve", ids)
    rows = dict(parse_qsl(unescape(re.search(r'name="rows" value="([^"]*)"', page)[1])))  # type: ignore[index]
    assert {len(seen) for seen in rows.values()} == {64}
    tampered = page.replace(rows[str(ids[0])], "0" * 64)
    said = _begin(client, "order.approve", tampered).content.decode()
    assert _states(cast, *ids) == ["pending", "approved"] and "Left out" in said


def test_nobody_s_own_rule_is_gone_round(cast: Cast, sign_in: SignIn) -> None:
    """Rita may not approve what she asked for, however many there are."""
    order_id = cast.pending()
    assert sign_in("rita").post("/many/orders", {"verb": "order.issue", "row": [str(order_id)]}).status_code == 404
    client = sign_in("iris")
    assert "It can be done with none of these now" in _before(client, "order.issue", [order_id])
    rows = f'name="rows" value="{order_id}="'
    said = _begin(client, "order.issue", rows).content.decode()
    assert _states(cast, order_id) == ["pending"] and "Left out" in said


@pytest.mark.parametrize("who", ["mallory", "cleo"])
def test_another_company_s_or_somebody_else_s_rows_are_not_there(cast: Cast, sign_in: SignIn, who: str) -> None:
    order_id = cast.issued()
    response = sign_in(who).post("/many/orders", {"verb": "order.close", "row": [str(order_id)]}, follow=True)
    page = response.content.decode()
    assert response.status_code == 404 or ("Not there, or not yours to see." in page and "Spring" not in page)
    sign_in(who).post("/many/orders/begin", {"verb": "order.close", "rows": f"{order_id}=", "key": "k"} | WHY)
    assert _states(cast, order_id) == ["issued"]


def test_a_batch_is_its_member_s_own(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("fay")
    response = _begin(client, "order.close", _before(client, "order.close", [cast.issued()]), **WHY)
    address = response.request["PATH_INFO"]  # type: ignore[attr-defined]
    assert client.get(address).status_code == 200
    for who in ("olga", "petra", "mallory"):
        assert sign_in(who).get(address).status_code == 404
        assert sign_in(who).post(f"{address}/cancel").status_code == 404


def test_many_are_the_worker_s_and_can_be_cancelled(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "AT_ONCE", 1)
    ids = [cast.issued(), cast.issued()]
    client = sign_in("fay")
    response = _begin(client, "order.close", _before(client, "order.close", ids), **WHY)
    assert "Under way" in response.content.decode() and _states(cast, *ids) == ["issued"] * 2
    address = response.request["PATH_INFO"]  # type: ignore[attr-defined]
    desks = [sign_in(who).get("/").content.decode() for who in ("fay", "rita")]
    assert [f'href="{address}"' in desk for desk in desks] == [True, False], "whoever began it finds it on their desk"
    said = client.post(f"{address}/cancel", {"key": "stop"}, follow=True).content.decode()
    assert "Cancelled; what was done stays done" in said and "Not begun" in said
    assert address not in client.get("/").content.decode()


def test_what_is_to_be_done_is_chosen_and_never_the_first_by_chance(cast: Cast, sign_in: SignIn) -> None:
    order_id, client = cast.pending(), sign_in("amir")
    assert 'name="verb" required><option value="">' in client.get("/orders").content.decode()
    assert "Choose what is to be done with what is ticked." in _before(client, "", [order_id])


def test_a_reason_that_is_missing_is_asked_for_under_its_field(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    client = sign_in("fay")
    response = _begin(client, "order.close", _before(client, "order.close", [order_id]), reason="x")
    assert response.status_code == 422 and "says-wrong" in response.content.decode()
    assert _states(cast, order_id) == ["issued"]


def test_nothing_ticked_is_told(cast: Cast, sign_in: SignIn) -> None:
    cast.issued()
    assert "Nothing was ticked" in _before(sign_in("fay"), "order.close")


def test_payments_are_sent_together_on_one_day(cast: Cast, sign_in: SignIn) -> None:
    ids = [billing.released(cast, billing.matched(cast, number=f"R-{n}", quantity=n + 2)) for n in range(2)]
    client = sign_in("fay")
    page = _before(client, "payment.initiate", ids, "payments")
    said = _begin(client, "payment.initiate", page, "payments", day=NOW.date().isoformat(), reference="", day_reason="")
    assert "<dd>2</dd>" in said.content.decode()
    assert {billing.payment_of(cast, one).state for one in ids} == {"initiated"}


def _two_exceptions(cast: Cast, number: str = "R-1") -> list[UUID]:
    """An invoice of which price and quantity both differ."""
    order_id = cast.issued()
    billing.accepted(cast, order_id, 5)
    invoice_id = UUID(billing.received(cast, order_id, quantity=6, unit_price="110.00", number=number)["id"])
    with scope.reading(cast.company_id):
        found = list(InvoiceException.objects.filter(invoice_id=invoice_id, state="open").order_by("id"))
    assert len(found) > 1, [one.kind for one in found]
    return [one.id for one in found]


def _open(cast: Cast, ids: list[UUID]) -> list[UUID]:
    with scope.reading(cast.company_id):
        return list(InvoiceException.objects.filter(id__in=ids, state="open").values_list("id", flat=True))


@pytest.mark.req(82)
def test_several_exceptions_of_an_invoice_are_accepted_with_one_reason(cast: Cast, sign_in: SignIn) -> None:
    ids = _two_exceptions(cast)
    client = sign_in("amir")
    with scope.reading(cast.company_id):
        invoice_id = InvoiceException.objects.get(id=ids[0]).invoice_id
    assert all(str(one) in client.get(f"/invoices/{invoice_id}").content.decode() for one in ids)
    page = _before(client, "exception.accept", ids, "exceptions")
    assert f"Possible now with {len(ids)}" in page
    _begin(client, "exception.accept", page, "exceptions", reason="Agreed with them")
    assert _open(cast, ids) == []


def test_each_is_asked_its_own_rule(cast: Cast, sign_in: SignIn) -> None:
    """Petra entered the invoice: nobody clears what they entered, one by one or all at once."""
    ids = _two_exceptions(cast)
    client = sign_in("petra")
    assert "Nobody clears an invoice that they entered." in _before(client, "exception.accept", ids, "exceptions")
    rows = f'name="rows" value="{ids[0]}=&amp;{ids[1]}="'
    said = _begin(client, "exception.accept", rows, "exceptions", reason="Let it through").content.decode()
    assert "Nobody clears an invoice that they entered." in said and len(_open(cast, ids)) == len(ids)


def test_a_variance_that_is_another_one_by_now_is_not_accepted(cast: Cast, sign_in: SignIn) -> None:
    ids = _two_exceptions(cast)
    client = sign_in("amir")
    page = _before(client, "exception.accept", ids[:1], "exceptions")
    seen = re.search(r'name="rows" value="([^"]*)"', page)[1]  # type: ignore[index]
    other = page.replace(seen, f"{ids[0]}=open+1.000000+2.000000+1.000000")
    said = _begin(client, "exception.accept", other, "exceptions", reason="Agreed").content.decode()
    assert "It was changed after it was shown" in said and len(_open(cast, ids)) == len(ids)


def test_exceptions_take_the_same_queries_for_few_and_many(cast: Cast, sign_in: SignIn) -> None:
    client, ids = sign_in("amir"), _two_exceptions(cast)
    few = _queries(client, "exception.accept", ids, "exceptions")
    for number in ("R-2", "R-3", "R-4"):
        ids += _two_exceptions(cast, number)
    assert _queries(client, "exception.accept", ids, "exceptions") == few


@pytest.mark.parametrize(
    ("who", "verb"), [("fay", "order.close"), ("amir", "order.approve"), ("iris", "order.issue"), ("fay", "order.hold")]
)
def test_a_preview_takes_the_same_queries_for_few_and_many(cast: Cast, sign_in: SignIn, who: str, verb: str) -> None:
    client, ids = sign_in(who), [cast.pending(), cast.issued(), cast.approved()]
    few = _queries(client, verb, ids)
    ids += [order for _ in range(4) for order in (cast.pending(), cast.issued(), cast.approved(), cast.draft())]
    assert _queries(client, verb, ids) == few


def _queries(client: Client, verb: str, ids: list[UUID], list_name: str = "orders") -> int:
    with CaptureQueriesContext(connection) as captured:
        _before(client, verb, ids, list_name)
    return len(captured)
