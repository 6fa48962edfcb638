"""member.hand_over: what a leaving member holds goes to somebody else, in one step."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import deactivate_member, grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.matching.actions import assign, hand_over
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.models import Order, Permitted

from ..cast import NOW, Cast
from .administering import po_admin
from .billing import disputed
from .books import entries
from .choosing import choices, wait_for
from .hiring import drafted
from .sharing import permit, shared
from .verb import WHY, Given, VerbTests, refused


def owned_by(cast: Cast, name: str) -> list[UUID]:
    """An open exception that is somebody's, and which they are all."""
    invoice_id = disputed(cast)
    with scope.reading(cast.company_id):
        found = list(InvoiceException.objects.within(cast.company_id).filter(invoice_id=invoice_id, state="open"))
    for one in found:
        if one.owner_id != cast.members[name].id:
            assign(by=cast.fay, at=NOW, exception_id=one.id, owner_id=cast.members[name].id)
    return [one.id for one in found]


def owners(cast: Cast, ids: list[UUID]) -> set[UUID]:
    with scope.reading(cast.company_id):
        return set(InvoiceException.objects.filter(id__in=ids).values_list("owner_id", flat=True))


def named(cast: Cast, order_id: UUID) -> set[UUID]:
    with scope.reading(cast.company_id):
        return set(Permitted.objects.filter(order_id=order_id, live=True).values_list("member_id", flat=True))


def over(cast: Cast, name: str, to: str, reason: str = WHY) -> Any:
    members = cast.members
    return hand_over(by=cast.olga, at=NOW, member_id=members[name].id, to_id=members[to].id, reason=reason)


class TestHandOver(VerbTests):
    verb, who, wrong = "member.hand_over", "olga", "fay"

    def given(self, cast: Cast) -> Given:
        owned_by(cast, "rita")
        return {"member_id": cast.rita.id, "to_id": cast.bela.id, "reason": WHY}


@pytest.mark.req(26)
def test_exceptions_and_names_on_shared_orders_move_in_one_entry(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="manager")
    cast.again("bela")
    theirs, one, two = owned_by(cast, "rita"), shared(cast, "45001"), shared(cast, "45002")
    permit(cast, one, "rita")
    permit(cast, two, "rita", "bela")
    cast.draft()
    answer = over(cast, "rita", "bela")
    assert answer["moved"] == {"exceptions": len(theirs), "shared_orders": 2, "awaited_orders": 0}
    assert owners(cast, theirs) == {cast.bela.id}
    assert named(cast, one) == named(cast, two) == {cast.bela.id}
    (entry,) = entries(cast.company_id, verb="member.hand_over")
    assert (entry.subject_id, entry.reason) == (cast.rita.id, WHY)
    assert refused(cast, partial(over, cast, "rita", "bela")) == ["nothing_held"]


@pytest.mark.req(26, 49)
def test_what_they_asked_for_stays_theirs_and_is_counted(cast: Cast) -> None:
    owned_by(cast, "rita")
    draft = cast.draft()
    assert over(cast, "rita", "bela")["stays"] == {"orders": 2}
    with scope.reading(cast.company_id):
        assert Order.objects.get(id=draft).requester_id == cast.rita.id


@pytest.mark.req(26)
def test_who_has_left_already_is_followed_too(cast: Cast) -> None:
    theirs = owned_by(cast, "rita")
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.rita.id, reason=WHY)
    over(cast, "rita", "bela", "They left")
    assert owners(cast, theirs) == {cast.bela.id}


@pytest.mark.req(26)
@pytest.mark.parametrize(("to", "reason"), [("rita", "same_person"), ("cleo", "not_here"), ("otto", "")])
def test_it_goes_to_somebody_who_works_here(cast: Cast, to: str, reason: str) -> None:
    owned_by(cast, "rita")
    if reason:
        assert reason in refused(cast, partial(over, cast, "rita", to))
    else:
        assert over(cast, "rita", to)["to_id"] == str(cast.otto.id)


@pytest.mark.req(26)
def test_every_reason_is_told_at_once(cast: Cast) -> None:
    """Who has left, and gives no share of an order."""
    owned_by(cast, "rita")
    permit(cast, shared(cast), "rita")
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.otto.id, reason=WHY)
    assert refused(cast, partial(over, cast, "rita", "otto")) == ["not_active", "receiver_uses_none"]


@pytest.mark.req(26)
def test_not_to_who_does_not_see_the_invoices(cast: Cast) -> None:
    owned_by(cast, "rita")
    po_admin(cast)
    assert refused(cast, partial(over, cast, "rita", "pia")) == ["receiver_sees_not"]


@pytest.mark.req(26, 49)
def test_not_to_who_entered_them_and_could_never_settle_them(cast: Cast) -> None:
    owned_by(cast, "rita")
    with scope.reading(cast.company_id):
        entered = InvoiceException.objects.select_related("invoice__entered_by").first().invoice.entered_by
    name = next(name for name, one in cast.members.items() if one.id == entered.id)
    reasons = refused(cast, partial(over, cast, "rita", name))
    assert reasons == ["own_entered"]


@pytest.mark.req(14, 26)
def test_who_gets_an_order_is_handed_over(cast: Cast) -> None:
    offer_id = drafted(cast)
    wait_for(cast, offer_id)
    assert refused(cast, partial(over, cast, "rita", "otto")) == ["receiver_uses_none"]
    assert over(cast, "rita", "fay")["moved"]["awaited_orders"] == 1
    [one] = choices(cast, offer_id=offer_id)
    assert (one.owner_id, one.chosen_by_id, one.version) == (cast.fay.id, cast.rita.id, 1)
    assert verifying.verify(cast.company_id).findings == []
