"""The pages of offers: written, sent, answered in the contractor's portal, and what nobody from outside sees."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from counterfoil.foundation.companies.models import User

from ...actions.hiring import drafted, in_review, offer_of, reviewing, sent, shown
from ...cast import Cast


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=cast.members[name].email))
    return client


def typed(**more: str) -> dict[str, str]:
    head = {"title": "Spring", "contractor": "CLEO2", "currency": "EUR", "amount": "1,000.00", "unit": "", "do": "save"}
    return (
        dict.fromkeys(("description", "team_id", "unit_rate", "most_units", "starts_on", "ends_on"), "") | head | more
    )


@pytest.mark.req(19)
def test_a_manager_makes_an_offer_and_the_contractor_accepts_it_in_their_portal(cast: Cast) -> None:
    rita, cleo = client_of(cast, "rita"), client_of(cast, "cleo")
    made = rita.post(reverse("offer_new"), typed())
    assert made.status_code == 302
    offer_id = UUID(made["location"].rpartition("/")[2])
    assert cleo.get(made["location"]).status_code == 404
    rita.post(reverse("offer_do", args=[offer_id, "send"]), {"version": "1"})
    assert "Offers to answer" in cleo.get("/").content.decode()
    page = cleo.get(made["location"]).content.decode()
    assert "Accept the offer" in page and "Rita" not in page
    cleo.post(reverse("offer_do", args=[offer_id, "accept"]), {"shown": shown(cast, offer_id)})
    assert offer_of(cast, offer_id).state == "accepted"


def test_declining_asks_for_a_reason(cast: Cast) -> None:
    offer_id, cleo = sent(cast), client_of(cast, "cleo")
    address = reverse("offer_do", args=[offer_id, "decline"])
    assert cleo.post(address, {"reason": ""}).status_code == 422
    cleo.post(address, {"reason": "I am booked"})
    assert offer_of(cast, offer_id).state == "declined"
    assert "I am booked" in client_of(cast, "rita").get(reverse("offer", args=[offer_id])).content.decode()


def test_a_reviewer_approves_what_the_page_shows(cast: Cast) -> None:
    reviewing(cast)
    offer_id, amir = in_review(cast), client_of(cast, "amir")
    assert "Approve an offer" in amir.get("/").content.decode()
    amir.post(reverse("offer_do", args=[offer_id, "approve"]), {"shown": shown(cast, offer_id)})
    assert offer_of(cast, offer_id).state == "sent"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": ""}, "Say either a fixed price or a rate"),
        ({"unit_rate": "100", "unit": "HUR"}, "Say either a fixed price or a rate"),
        ({"amount": "", "unit_rate": "100"}, "Say for which unit the rate is"),
        ({"contractor": "nobody"}, "Choose a contractor from the list"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(cast: Cast, wrong: dict[str, str], said: str) -> None:
    answer = client_of(cast, "rita").post(reverse("offer_new"), typed(**wrong))
    assert answer.status_code == 422 and said in answer.content.decode()


def test_a_draft_is_changed_and_both_versions_are_shown_after_somebody_elses_change(cast: Cast) -> None:
    offer_id, rita = drafted(cast), client_of(cast, "rita")
    address = reverse("offer_edit", args=[offer_id])
    assert "Lay out forty pages." in rita.get(address).content.decode()
    assert rita.post(address, typed(version="1", title="Autumn")).status_code == 302
    assert offer_of(cast, offer_id).title == "Autumn"
    assert rita.post(address, typed(version="1", title="Winter")).status_code == 412


def test_how_a_company_hires_is_set_by_an_owner_and_read_by_who_hires(cast: Cast) -> None:
    olga, address = client_of(cast, "olga"), reverse("hiring_policy")
    assert "Offers are sent as they are." in client_of(cast, "rita").get(address).content.decode()
    olga.post(reverse("hiring_policy_do"), {"offers_reviewed": "on", "version": "0"})
    assert "Offers are approved before they are sent." in olga.get(address).content.decode()
    assert client_of(cast, "cleo").get(address).status_code == 404
