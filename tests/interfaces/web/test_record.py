"""The record page: what it shows to whom, its moves, and how it follows other people's changes."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import FileValues, file_document
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.trace.facts import facts_of
from counterfoil.lifecycle.orders import actions
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.values import OrderChanges

from ...actions.billing import submitted
from ...cast import NOW, Cast, line
from .conftest import SignIn


def test_it_says_whose_move_it_is_and_offers_it_to_them_alone(cast: Cast, sign_in: SignIn) -> None:
    address = f"/orders/{cast.pending()}"
    theirs, own = _text(sign_in("amir"), address), _text(sign_in("rita"), address)
    assert "Amir or Bela approves or rejects" in theirs and f'action="{address}/do/approve"' in theirs
    assert f'action="{address}/do/approve"' not in own and f'action="{address}/do/recall"' in own


def test_a_refused_move_is_greyed_with_the_reason_of_the_rule(cast: Cast, sign_in: SignIn) -> None:
    actions.cancel(by=cast.rita, at=NOW, order_id=(order_id := cast.draft()), reason="Not needed")
    page = _text(sign_in("rita"), f"/orders/{order_id}")
    assert "this can be done only while it is draft" in page and "disabled" in page


def test_a_refused_cancel_leads_to_what_hangs_on_the_order(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    first, second = submitted(cast, order_id, 3), submitted(cast, order_id, 3)
    iris = sign_in("iris")
    for page in (_text(iris, f"/orders/{order_id}"), _do(iris, order_id, "cancel", expect=409, reason="Gone")):
        text = page if isinstance(page, str) else page.content.decode()
        for submission_id in (first, second):
            assert f'<a href="/evidence/{submission_id}">evidence of 3 on line 1 (waiting for a decision)</a>' in text


def test_only_the_last_approver_reads_that_they_authorise(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.pending(lines=[line(unit_price="600.00")])
    address = f"/orders/{order_id}"
    first = _text(sign_in("amir"), address)
    assert "You approve" in first and "one more person is asked after you" in first and "You authorise" not in first
    actions.approve(by=cast.amir, at=NOW, order_id=order_id, shown=_shown(cast, order_id))
    last = _text(sign_in("bela"), address)
    assert "You authorise" in last and "asked after you" not in last


def test_a_hold_says_until_when_and_whom_to_ask(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    for scope_, last in (("payment", "2099-12-31"), ("invoicing", None)):
        values = HoldValues.model_validate({"scope": scope_, "reason": "The scope is unclear", "last_day": last})
        actions.hold(by=cast.petra, at=NOW, order_id=order_id, values=values)
    page = _text(sign_in("rita"), f"/orders/{order_id}")
    assert "Until the end of" in page and "2099" in page and "Until it is lifted." in page
    assert page.count("Ask Petra.") == 2


def test_what_was_typed_is_shown_where_its_form_is_gone(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.pending()
    actions.recall(by=cast.rita, at=NOW, order_id=order_id)
    answer = _do(sign_in("amir"), order_id, "reject", expect=409, reason="The price is too high for this")
    page = answer.content.decode()
    assert "What you typed, to copy" in page and ">The price is too high for this</textarea>" in page


def test_the_line_is_walked_by_its_forms(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.draft(lines=[line(unit_price="600.00")])
    _do(sign_in("rita"), order_id, "submit")
    shown = _shown(cast, order_id)
    _do(sign_in("amir"), order_id, "approve", shown=shown)
    _do(sign_in("bela"), order_id, "approve", shown=shown)
    _do(sign_in("iris"), order_id, "issue")
    assert _order(cast, order_id).number == "PO-2026-00001"


def test_issuing_twice_with_one_key_deals_one_number(cast: Cast, sign_in: SignIn) -> None:
    order_id, key = cast.approved(), str(uuid4())
    first = _do(sign_in("iris"), order_id, "issue", key=key)
    second = _do(sign_in("iris"), order_id, "issue", key=key)
    assert first["Location"] == second["Location"] == f"/orders/{order_id}"
    assert _order(cast, order_id).number.endswith("-00001")


def test_approving_what_was_not_shown_is_refused_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    answer = _do(sign_in("amir"), cast.pending(), "approve", expect=409, shown="0" * 64)
    page = answer.content.decode()
    assert "What you were shown has changed since" in page and "Nothing was changed" in page


def test_separation_is_a_403_with_its_reason(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.pending()
    answer = _do(sign_in("iris"), order_id, "approve", expect=403, shown=_shown(cast, order_id))
    assert "Your roles do not allow this" in answer.content.decode()


def test_a_reason_that_is_too_short_is_kept_and_explained(cast: Cast, sign_in: SignIn) -> None:
    answer = _do(sign_in("amir"), cast.pending(), "reject", expect=422, reason="no")
    page = answer.content.decode()
    assert ">no</textarea>" in page and "At least 3 characters are needed." in page


def test_discarding_asks_before_it_is_done(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.draft()
    page = _text(sign_in("rita"), f"/orders/{order_id}")
    asked = page.split('id="move-discard-')[1].split("</details>")[0]
    assert "Discard this draft?" in asked and "Yes, discard it" in asked
    assert f'action="/orders/{order_id}/do/discard"' in asked and page.count("do/discard") == 1
    _do(sign_in("rita"), order_id, "discard", version="1")
    assert _order(cast, order_id).discarded


def test_after_a_decision_the_next_one_is_offered(cast: Cast, sign_in: SignIn) -> None:
    order_ids = [cast.pending(title=f"Order {number}") for number in range(4)]
    amir = sign_in("amir")
    page = _text(amir, _do(amir, order_ids[1], "approve", shown=_shown(cast, order_ids[1]))["Location"])
    offer = page.split("message-next")[1].split("</p>")[0]
    assert f'href="/orders/{order_ids[0]}"' in offer and "Next: Order 0" in offer and "2 more" in offer
    _do(amir, order_ids[0], "reject", reason="Too dear")
    _do(amir, order_ids[2], "reject", reason="Too dear")
    amir.get("/")
    page = _text(amir, _do(amir, order_ids[3], "reject", reason="Too dear")["Location"])
    assert "message-next" not in page


def test_amounts_go_by_one_word_before_and_after_approval(cast: Cast, sign_in: SignIn) -> None:
    pending, approved = (_text(sign_in("otto"), f"/orders/{one}") for one in (cast.pending(), cast.approved()))
    assert "<dt>Asked for</dt>" in pending and "<dt>Asked for</dt>" not in approved
    assert "<dt>Authorised</dt>" in approved and "<dt>Authorised</dt>" not in pending
    assert "Ceiling" not in pending + approved


@pytest.mark.parametrize(
    ("quantity", "words"), [("1", "hour<"), ("10", "hours<"), ("0.5", "hours<")], ids=["one", "ten", "half"]
)
def test_units_are_counted(cast: Cast, sign_in: SignIn, quantity: str, words: str) -> None:
    page = _text(sign_in("otto"), f"/orders/{cast.draft(lines=[line(quantity=quantity)])}")
    assert f'{quantity} <span class="unit">{words}' in page


def test_a_line_outside_the_orders_days_is_warned_of(cast: Cast, sign_in: SignIn) -> None:
    within = line(starts_on="2026-03-01", ends_on="2026-03-31")
    beyond = line(starts_on="2026-03-01", ends_on="2026-04-01")
    order_id = cast.draft(starts_on="2026-03-01", ends_on="2026-03-31", lines=[within, beyond])
    page = _text(sign_in("otto"), f"/orders/{order_id}")
    assert page.count("These days lie outside the order&#x27;s own: Mar 1, 2026 – Mar 31, 2026.") == 1


def test_what_is_to_come_is_one_line_too(cast: Cast, sign_in: SignIn) -> None:
    page = _text(sign_in("otto"), f"/orders/{cast.pending()}")
    assert "Then Issued, and 5 more up to Settled" in page
    actions.cancel(by=cast.rita, at=NOW, order_id=(ended := cast.pending()), reason="Not needed")
    assert "gate-rest" not in _text(sign_in("otto"), f"/orders/{ended}")


def test_a_moment_ago_is_just_now(cast: Cast, sign_in: SignIn) -> None:
    rita, order_id = sign_in("rita"), cast.draft()
    _do(rita, order_id, "submit")
    page = _text(rita, f"/orders/{order_id}")
    assert ">just now</time>" in page and "0 seconds" not in page


def test_submitting_an_older_version_is_a_412(cast: Cast, sign_in: SignIn) -> None:
    answer = _do(sign_in("rita"), cast.draft(), "submit", expect=412, version="7")
    assert "Somebody else changed it after your page was made" in answer.content.decode()


def test_nothing_new_is_a_204_and_news_are_the_parts_of_the_page(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.pending()
    client, address = sign_in("rita"), f"/orders/{order_id}/version"
    assert client.get(f"{address}?seen=2.0.2").status_code == 204
    news = client.get(f"{address}?seen=1.0.1").content.decode()
    assert 'id="record-moves"' in news and 'hx-swap-oob="true"' in news and "seen=2.0.2" in news
    assert "Rita changed this order" in client.get(f"{address}?seen=1&page=edit").content.decode()


@pytest.mark.parametrize(
    "tab", ["jobs", "evidence", "invoices", "payments", "approvals", "documents", "notes", "trail", "unknown"]
)
def test_every_tab_is_a_link(cast: Cast, sign_in: SignIn, tab: str) -> None:
    assert sign_in("otto").get(f"/orders/{cast.issued()}?tab={tab}").status_code == 200


def test_the_pdf_is_served_to_who_sees_the_order(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    address = f"/orders/{order_id}/documents/{_file(cast, order_id)}"
    answer = sign_in("rita").get(address)
    assert answer.content == b"%PDF-" and answer["Content-Disposition"] == 'attachment; filename="PO.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert sign_in("mallory").get(address).status_code == 404


def test_a_contractor_sees_their_issued_orders_and_nothing_internal(cast: Cast, sign_in: SignIn) -> None:
    cleo, issued, pending = sign_in("cleo"), cast.issued(), cast.pending()
    page = _text(cleo, f"/orders/{issued}?tab=trail")
    assert "PO-2026-00001" in page and "Jobs and pricing" in page
    for internal in ("Trail", "Approvals", "Amir", "Rita", "Put on hold"):
        assert internal not in page
    assert cleo.get(f"/orders/{pending}").status_code == 404


def _do(client: Client, order_id: UUID, verb: str, expect: int = 302, **typed: str):  # type: ignore[no-untyped-def]
    answer = client.post(f"/orders/{order_id}/do/{verb}", {"key": str(uuid4())} | typed)
    assert answer.status_code == expect
    return answer


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _order(cast: Cast, order_id: UUID) -> Order:
    with scope.reading(cast.company_id):
        return Order.objects.get(id=order_id)


def _shown(cast: Cast, order_id: UUID) -> str:
    with scope.reading(cast.company_id):
        return facts_of(cast.rita, order_id, NOW).shown


def _file(cast: Cast, order_id: UUID) -> str:
    digest = store.keep(cast.company_id, b"%PDF-")
    values = FileValues(
        kind="order_pdf", name="PO.pdf", media_type="application/pdf", size=5, sha256=digest, order_id=order_id
    )
    return file_document(by=system_member(cast.company_id), at=NOW, values=values)["id"]


def test_who_decides_reads_what_changed_since_it_was_last_asked_for(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.pending()
    actions.recall(by=cast.rita, at=NOW, order_id=order_id)
    changes = OrderChanges.model_validate({"title": "Autumn catalogue"})
    actions.change(by=cast.rita, at=NOW, order_id=order_id, changes=changes)
    actions.submit(by=cast.rita, at=NOW, order_id=order_id)
    page, own = _text(sign_in("amir"), f"/orders/{order_id}"), _text(sign_in("rita"), f"/orders/{order_id}")
    assert "1 change since you last looked" in page and "<del>Spring catalogue</del>" in page
    assert "<ins>Autumn catalogue</ins>" in page and "record-since" not in own


def test_what_does_harm_looks_like_it(cast: Cast, sign_in: SignIn) -> None:
    page = _text(sign_in("rita"), f"/orders/{cast.draft()}")
    assert "btn-plain btn-danger-plain" in page


def test_a_trail_with_many_fields_keeps_the_first_in_sight_and_opens_the_rest(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.draft()
    lines = [line(text=f"Part {n}", unit_price=f"{n}.00") for n in range(1, 5)]
    changes = OrderChanges.model_validate({"title": "Autumn", "lines": lines})
    actions.change(by=cast.rita, at=NOW, order_id=order_id, changes=changes)
    trail = _text(sign_in("otto"), f"/orders/{order_id}?tab=trail").split('class="trail"')[1].split("</ol>")[0]
    assert "<del>Spring catalogue</del>" in trail and "<ins>Autumn</ins>" in trail
    seen, more = trail.split("<details", 1)
    assert seen.count("<dt>") == 8 and more.split("</details>")[0].count("<dt>") > 4
    assert "said-more" not in _text(sign_in("otto"), f"/orders/{cast.draft()}?tab=trail")
