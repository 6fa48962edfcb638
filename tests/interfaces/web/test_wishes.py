"""A contractor asks for a PO on their page of the engagement; it waits on desks, and everybody sees for how long."""

from datetime import timedelta

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders import actions as orders

from ...actions.contracting import another_engagement
from ...actions.sharing import permit, share, shared
from ...actions.wishing import asked, wish_of
from ...cast import NOW, Cast
from ..api.conftest import Callers
from .conftest import SignIn
from .test_people_pages import send, text


@pytest.mark.req(168)
def test_a_contractor_asks_and_the_desk_of_who_orders_leads_there(cast: Cast, sign_in: SignIn) -> None:
    cleo, here = sign_in("cleo"), f"/engagements/{cast.engagement_id}"
    assert "Work that wants a PO" in text(cleo, "/") and "no order" in text(cleo, "/")
    assert send(cleo, f"{here}/do/ask_for_order", 302, note="We begin on Monday") == here
    page = text(cleo, here)
    assert "We begin on Monday" in page and "waited 0 days" in page
    assert "It was asked for already" in page, "the button says why not"
    rita = sign_in("rita")
    assert "A contractor asks for a PO" in text(rita, "/") and f"{here}#wishes" in text(rita, "/")
    assert "Request a PO" in text(rita, here)
    assert send(rita, f"{here}/do/answer_wish", 302, reason="The budget comes in April") == here
    assert "The budget comes in April" in text(sign_in("cleo"), here)
    assert "A contractor asks for a PO" not in text(sign_in("rita"), "/")


@pytest.mark.req(168)
def test_the_record_of_the_order_and_the_list_say_how_long_it_took(cast: Cast, sign_in: SignIn) -> None:
    wish_id, approved = asked(cast), cast.approved()
    orders.issue(by=cast.iris, at=NOW + timedelta(days=3), order_id=approved)
    assert wish_of(cast, wish_id).state == "met"
    for who in ("rita", "cleo"):
        client = sign_in(who)
        record = text(client, f"/orders/{approved}")
        assert "The contractor waited" in record and "3 days" in record, who
        page = text(client, "/po-wishes")
        assert "3 days" in page and "met by an order" in page.lower(), who


def test_another_contractor_s_engagement_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    another_engagement(cast)
    with scope.reading(cast.company_id):
        other = Engagement.objects.get(title="Catalogue design").id
    cleo = sign_in("cleo")
    text(cleo, f"/engagements/{other}", 404)
    send(cleo, f"/engagements/{other}/do/ask_for_order", 404)


@pytest.mark.req(9)
def test_who_may_not_use_the_order_that_met_it_reads_no_number(cast: Cast, sign_in: SignIn) -> None:
    engagement = another_engagement(cast)
    asked(cast, engagement)
    order_id = shared(cast)
    share(cast, order_id, who="olga", engagement_id=engagement)
    assert "4500012345" in text(sign_in("rita"), "/po-wishes")
    permit(cast, order_id, "olga")
    rita = sign_in("rita")
    assert "an order" in text(rita, "/po-wishes")
    for page in ("/po-wishes", f"/engagements/{engagement}"):
        assert "4500012345" not in text(rita, page)
    [told] = Callers(cast).rita.get("/wishes").json()["items"]
    assert (told["state"], told["met_by_id"]) == ("met", None)
    assert "4500012345" in text(sign_in("olga"), "/po-wishes")
