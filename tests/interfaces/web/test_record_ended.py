"""The record of an order that was cancelled, replaced or rejected: by whom, when, why, and what comes after it."""

from counterfoil.lifecycle.orders import actions

from ...cast import NOW, Cast
from .conftest import SignIn
from .test_record import _do, _text


def test_cancelling_with_a_replacement_leads_to_it(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    answer = _do(sign_in("iris"), order_id, "cancel", reason="Wrong contractor", replace="yes")
    page = _text(sign_in("iris"), answer["Location"])
    assert answer["Location"] != f"/orders/{order_id}" and "Replaces" in page and "PO-2026-00001" in page


def test_what_is_said_of_a_replacement_names_both(cast: Cast, sign_in: SignIn) -> None:
    iris, order_id = sign_in("iris"), cast.issued()
    page = _text(iris, _do(iris, order_id, "cancel", reason="Wrong contractor", replace="yes")["Location"])
    assert "PO-2026-00001 was cancelled. This draft, “Spring catalogue”, replaces it." in page
    assert "Cancelled. It stays on the record." not in page


def test_what_is_cancelled_says_who_when_why_and_what_replaces_it(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    done = actions.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Wrong contractor", replace=True)
    page = _text(sign_in("otto"), f"/orders/{order_id}")
    for words in ("Cancelled by Iris", "Mar 2, 2026, 10:00", "Wrong contractor", "Replaced by"):
        assert words in page
    assert f'href="/orders/{done["replacement"]}"' in page


def test_what_is_rejected_says_who_when_and_why(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.pending()
    actions.reject(by=cast.amir, at=NOW, order_id=order_id, reason="Too dear")
    page = _text(sign_in("otto"), f"/orders/{order_id}")
    for words in ("Rejected by Amir", "Mar 2, 2026, 10:00", "Too dear", "Rita revises it or cancels it."):
        assert words in page


def test_a_contractor_is_told_of_the_end_and_not_of_its_reason(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    actions.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Too slow", replace=True)
    page = _text(sign_in("cleo"), f"/orders/{order_id}")
    assert "It is cancelled, and that is final." in page
    assert "Too slow" not in page and "Iris" not in page and "Replaced by" not in page
