"""The page of a member: a right that is narrowed, and what they hold before they leave."""

import pytest

from counterfoil.foundation.companies.models import Right
from counterfoil.foundation.kernel import scope

from ...actions.test_member_hand_over import owned_by, owners
from ...actions.verb import WHY
from ...cast import Cast
from .conftest import SignIn


@pytest.mark.req(26)
def test_a_right_is_given_until_a_day_and_up_to_an_amount(cast: Cast, sign_in: SignIn) -> None:
    olga, address = sign_in("olga"), f"/settings/members/{cast.otto.id}"
    assert "Until which day?" in olga.get(address).content.decode()
    sent = {"key": "k-1", "role": "approver", "team_id": "none", "until": "2099-12-31", "most": "500.00", "confirm": ""}
    assert olga.post(f"{address}/do/grant", sent).status_code == 302
    page = olga.get(address).content.decode()
    assert "approver, up to EUR" in page or "up to €500.00" in page
    assert "until" in page and "2099" in page
    assert "up to" in olga.get("/settings/members").content.decode()


@pytest.mark.req(26, 27)
def test_a_role_is_given_for_some_of_what_it_does(cast: Cast, sign_in: SignIn) -> None:
    olga, address = sign_in("olga"), f"/settings/members/{cast.otto.id}"
    page = olga.get(address).content.decode()
    assert "Only for some of what it does?" in page
    assert 'name="only.finance.payment.release"' in page and 'name="only.owner.' not in page
    sent = {"key": "k-1", "role": "finance", "team_id": "none", "until": "", "most": "", "confirm": ""}
    # What was ticked of another role before this one was chosen is not sent along.
    sent |= {"only.finance.payment.release": "yes", "only.approver.order.approve": "yes"}
    refused = olga.post(f"{address}/do/grant", sent)
    assert refused.status_code == 409 and "not only purchase orders" in refused.content.decode()
    kept = refused.content.decode().partition('name="only.finance.payment.release"')[2]
    assert "checked" in kept[:80]
    assert olga.post(f"{address}/do/grant", sent | {"key": "k-2", "confirm": "Otto"}).status_code == 302
    with scope.reading(cast.company_id):
        assert Right.objects.get(member_id=cast.otto.id, role="finance").only == ["payment.release"]
    said = "finance, only Payments: Release"
    for page in (olga.get(address), sign_in("otto").get(address)):
        assert said in page.content.decode()
    assert "finance (only Payments: Release)" in olga.get("/settings/members").content.decode()


@pytest.mark.req(26)
def test_before_somebody_leaves_the_page_says_what_they_hold_and_offers_to_hand_it_over(
    cast: Cast, sign_in: SignIn
) -> None:
    theirs, olga, address = owned_by(cast, "rita"), sign_in("olga"), f"/settings/members/{cast.rita.id}"
    page = olga.get(address).content.decode()
    assert "open exceptions: 1" in page and "orders under way that they asked for: 1" in page
    assert "Hand over what they hold" in page
    assert "open exceptions" not in sign_in("rita").get(address).content.decode()
    sent = {"key": "k-1", "to_id": str(cast.bela.id), "reason": WHY}
    assert olga.post(f"{address}/do/hand_over", sent).status_code == 302
    assert owners(cast, theirs) == {cast.bela.id}
    assert "Hand over what they hold" in olga.get(f"/settings/members/{cast.bela.id}").content.decode()
