"""Change requests on their pages: asked for on the contract, approved on their own, and told to the contractor once they hold."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements.models import ChangeRequest

from ...actions import contracting
from ...actions.changing import approved, change_of, drafted, rejected, submitted
from ...cast import Cast
from .test_offers import client_of

TYPED = {
    "why": "Ten more pages.",
    "amount": "3000",
    "unit_rate": "",
    "unit": "",
    "starts_on": "",
    "ends_on": "2026-09-30",
    "order_kind": "any",
    "do": "save",
}


def page(client: Any, name: str, one_id: UUID) -> str:
    """What the page says."""
    shown: str = client.get(reverse(name, args=[one_id])).content.decode()
    return shown


@pytest.mark.req(52)
def test_it_is_asked_for_on_the_contract_and_approved_on_its_own_page(cast: Cast) -> None:
    rita, amir, contract_id = client_of(cast, "rita"), client_of(cast, "amir"), contracting.signed(cast)
    form = reverse("change_request_new", args=[contract_id])
    assert form in page(rita, "contract", contract_id)
    begun = rita.get(form).content.decode()
    assert 'value="2,000.00"' in begun and "Ask for a change" in begun
    assert rita.post(form, TYPED).status_code == 302
    with scope.reading(cast.company_id):
        found: UUID = ChangeRequest.objects.get().id
    shown = page(rita, "change_request", found)
    assert "A draft: nobody is asked yet" in shown and "<del>EUR 2,000.00</del>" in shown and "3,000.00" in shown
    edited = rita.post(reverse("change_request_edit", args=[found]), TYPED | {"why": "Twenty.", "version": "1"})
    assert edited.status_code == 302 and change_of(cast, found).why == "Twenty."
    rita.post(reverse("change_request_do", args=[found, "submit"]), {"version": "2"})
    assert "Approve a change of a contract" in amir.get(reverse("desk")).content.decode()
    assert "A change of this contract is asked for already" in page(rita, "contract", contract_id)
    amir.post(reverse("change_request_do", args=[found, "approve"]), {"shown": change_of(cast, found).document_sha256})
    assert "The contract was changed" in page(amir, "change_request", found)
    told = page(rita, "contract", contract_id)
    assert told.count("Amir") == 2, "among its changes, and on its trail"
    assert "Change 1" in told and "<del>EUR 2,000.00</del>" in told and reverse("change_request", args=[found]) in told


def test_a_change_that_changes_nothing_is_said_beside_what_was_typed(cast: Cast) -> None:
    rita, contract_id = client_of(cast, "rita"), contracting.signed(cast)
    sent = TYPED | {"amount": "2000", "ends_on": ""}
    answer = rita.post(reverse("change_request_new", args=[contract_id]), sent)
    assert answer.status_code == 409 and "That is what the contract allows already" in answer.content.decode()


def test_what_was_rejected_is_on_the_makers_desk(cast: Cast) -> None:
    rejected(cast)
    assert "Rejected: revise a change of a contract" in client_of(cast, "rita").get(reverse("desk")).content.decode()


@pytest.mark.req(52)
def test_the_contractor_reads_what_was_changed_and_nothing_else(cast: Cast) -> None:
    cleo, contract_id = client_of(cast, "cleo"), contracting.signed(cast)
    first = approved(cast, contract_id, why="A secret reason.")
    second = drafted(cast, contract_id, amount="7777", why="Another secret.")
    for name, one_id in (("contract", contract_id), ("engagement", cast.engagement_id)):
        shown = page(cleo, name, one_id)
        assert "Change 1" in shown and "<del>EUR 2,000.00</del>" in shown and "3,000.00" in shown
        for kept in ("secret", "7,777", "Amir", "Rita", reverse("change_request", args=[first]), "Ask for a change"):
            assert kept not in shown
    for one_id in (first, second):
        assert cleo.get(reverse("change_request", args=[one_id])).status_code == 404
    assert cleo.get(reverse("change_request_new", args=[contract_id])).status_code in (403, 404)


def test_the_list_leads_to_each_and_is_narrowed_to_a_contract(cast: Cast) -> None:
    rita = client_of(cast, "rita")
    web = contracting.signed(cast, contracting.another_engagement(cast))
    own, other = submitted(cast), submitted(cast, web)
    listed = rita.get(reverse("change_requests")).content.decode()
    assert str(own) in listed and str(other) in listed
    narrowed = rita.get(reverse("change_requests"), {"contract_id": str(web)}).content.decode()
    assert str(own) not in narrowed and str(other) in narrowed
