"""The form of an order's thresholds, the marks on its record, and the button that says that a crossing is seen."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Order, Threshold

from ...actions.billing import accepted
from ...alerting import alerts, raised, said
from ...cast import Cast
from ...watching import watched
from .conftest import SignIn


def lines(*said: tuple[str, str, str], version: int = 0) -> dict[str, Any]:
    """The form as it is sent: figure, per cent, amount."""
    sent = {"key": str(uuid4()), "do": "save", "version": str(version)}
    for place, line in enumerate(said):
        for name, value in zip(("figure", "percent", "amount"), line, strict=True):
            sent[f"thresholds-{place}-{name}"] = value
    return sent


def version_of(cast: Cast, order_id: UUID) -> int:
    with scope.reading(cast.company_id):
        return int(Order.objects.get(id=order_id).version)


def post(browser: Client, cast: Cast, order_id: UUID, *said: tuple[str, str, str]) -> Any:
    sent = lines(*said, version=version_of(cast, order_id))
    fields = browser.get(f"/orders/{order_id}/thresholds").content.decode()
    name = "thresholds" if "thresholds-0-figure" in fields else "lines"
    return browser.post(
        f"/orders/{order_id}/thresholds", {one.replace("thresholds-", f"{name}-"): value for one, value in sent.items()}
    )


@pytest.mark.req(7)
def test_finance_sets_thresholds_on_a_page_of_their_own(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    browser = sign_in("fay")
    assert f"/orders/{order_id}/thresholds" in browser.get(f"/orders/{order_id}").content.decode()
    answer = post(browser, cast, order_id, ("accepted", "80", ""), ("invoiced", "", "500.00"))
    assert answer.status_code == 302, answer.content.decode()
    with scope.reading(cast.company_id):
        kept = [(one.figure, one.percent, one.amount) for one in Threshold.objects.order_by("figure")]
    assert kept == [("accepted", 80, None), ("invoiced", None, 500)]
    page = browser.get(f"/orders/{order_id}").content.decode()
    assert page.count('class="bar-mark"') == 2 and "80 % accepted EUR 800.00" in page and "not crossed" in page


def test_per_cent_or_an_amount_is_said_at_its_line(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    answer = post(sign_in("fay"), cast, order_id, ("accepted", "80", "5"))
    assert answer.status_code == 422 and "Say either per cent or an amount." in answer.content.decode()


def test_who_may_not_is_shown_no_form(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in("rita").get(f"/orders/{cast.issued()}/thresholds").status_code == 403
    assert sign_in("mallory").get(f"/orders/{cast.issued()}/thresholds").status_code == 404


@pytest.mark.req(7, 168)
def test_a_crossing_is_shown_and_is_over_once_it_is_seen(cast: Cast, sign_in: SignIn) -> None:
    order_id = watched(cast, "accepted 80%")
    accepted(cast, order_id, 9)
    raised(cast)
    browser = sign_in("rita")
    page = browser.get(f"/orders/{order_id}?tab=alerts").content.decode()
    assert "crossed with EUR 900.00" in page and "crossed its threshold of EUR 800.00." in page
    see = f"/alerts/{alerts(cast)[0].id}/see"
    assert see in page and see not in sign_in("petra").get(f"/orders/{order_id}?tab=alerts").content.decode()
    assert browser.post(see, {"key": str(uuid4())}).status_code == 302
    assert said(cast) == [("threshold", "over")]
    page = browser.get(f"/orders/{order_id}?tab=alerts").content.decode()
    assert "Seen by Rita" in page and see not in page


def test_a_contractor_is_told_nothing_of_thresholds(cast: Cast, sign_in: SignIn) -> None:
    order_id = watched(cast, "accepted 80%")
    page = sign_in("cleo").get(f"/orders/{order_id}").content.decode()
    assert "bar-mark" not in page and "hreshold" not in page
