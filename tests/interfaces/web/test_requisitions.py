"""Requisitions on their pages: written, approved, ordered under; and how orders begin, below the settings."""

from uuid import UUID

import pytest
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements.models import Requisition

from ...actions.requisitioning import approved, needing, requisition_of, submitted
from ...cast import Cast
from .test_offers import client_of

TYPED = {"title": "Spring catalogue", "team_id": "", "currency": "EUR", "amount": "4000", "do": "save", "version": "0"}


def test_it_is_written_and_submitted_and_approved_on_its_page(cast: Cast) -> None:
    rita, amir = client_of(cast, "rita"), client_of(cast, "amir")
    assert rita.post(reverse("requisition_new"), TYPED | {"team_id": str(cast.team_id)}).status_code == 302
    with scope.reading(cast.company_id):
        found: UUID = Requisition.objects.get().id
    page = rita.get(reverse("requisition", args=[found])).content.decode()
    assert "A draft: nobody is asked yet" in page and "Submit for approval" in page
    rita.post(reverse("requisition_do", args=[found, "submit"]), {"version": "1"})
    assert "Approve a requisition" in amir.get(reverse("desk")).content.decode()
    shown = requisition_of(cast, found).document_sha256
    amir.post(reverse("requisition_do", args=[found, "approve"]), {"shown": shown})
    page = amir.get(reverse("requisition", args=[found])).content.decode()
    assert "Orders can begin with it" in page and requisition_of(cast, found).state == "approved"


@pytest.mark.req(117)
def test_an_order_and_its_requisition_lead_to_each_other(cast: Cast) -> None:
    rita, wish = client_of(cast, "rita"), approved(cast)
    page = rita.get(reverse("requisition", args=[wish])).content.decode()
    assert f"{reverse('order_new')}?requisition_id={wish}" in page
    form = rita.get(reverse("order_new"), {"requisition_id": str(wish)}).content.decode()
    assert f'<option value="{wish}" selected>' in form and "Spring catalogue · " in form
    order_id = cast.draft(requisition_id=str(wish))
    assert reverse("record", args=[order_id]) in rita.get(reverse("requisition", args=[wish])).content.decode()
    assert reverse("requisition", args=[wish]) in rita.get(reverse("record", args=[order_id])).content.decode()
    assert f'<option value="{wish}" selected>' in rita.get(reverse("order_edit", args=[order_id])).content.decode()
    listed = rita.get(reverse("orders"), {"requisition_id": str(wish)}).content.decode()
    assert str(order_id) in listed


def test_no_contractor_finds_one(cast: Cast) -> None:
    cleo, wish = client_of(cast, "cleo"), submitted(cast, contractor_id=str(cast.contractor_id))
    assert cleo.get(reverse("requisition", args=[wish])).status_code == 404


@pytest.mark.req(117)
def test_how_orders_begin_is_set_by_an_owner_and_said_to_who_asks(cast: Cast) -> None:
    olga, rita, address = client_of(cast, "olga"), client_of(cast, "rita"), reverse("requisition_policy")
    assert "Orders begin with or without a requisition." in rita.get(address).content.decode()
    olga.post(reverse("requisition_policy_do"), {"requisitions_needed": "on", "version": "0"})
    assert "Orders begin with an approved requisition." in rita.get(address).content.decode()


def test_what_is_left_of_it_stands_on_its_page(cast: Cast) -> None:
    wish = approved(cast)
    needing(cast)
    cast.pending(requisition_id=str(wish))
    page = client_of(cast, "rita").get(reverse("requisition", args=[wish])).content.decode()
    assert "Held by its orders, net" in page and "1,000.00" in page
