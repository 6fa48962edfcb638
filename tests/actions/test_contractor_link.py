"""contractor.link: a member signs in as a contractor."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.actions.members import (
    Invitation,
    deactivate_member,
    grant_role,
    invite_member,
    revoke_role,
)
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor, link_contractor
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders import queries as orders

from ..cast import NOW, Cast
from .verb import WHY, Given, VerbTests, refused, untouched


def bare(cast: Cast) -> UUID:
    """A contractor without a sign-in."""
    values = parsed(ContractorValues, {"code": "ZOE", "name": "Zoe", "currency": "EUR"})
    return UUID(add_contractor(by=cast.rita, at=NOW, values=values)["id"])


def zoe(cast: Cast, *roles: str) -> UUID:
    """Somebody who was invited with these roles, and has not answered yet."""
    invitation = Invitation(name="Zoe", email="zoe@demo.example", role=roles[0], confirm="Zoe")
    member_id = UUID(invite_member(by=cast.olga, at=NOW, invitation=invitation)["id"])
    for role in roles[1:]:
        grant_role(by=cast.olga, at=NOW, member_id=member_id, role=role, confirm="Zoe")
    return member_id


def link(cast: Cast, contractor_id: UUID, member_id: UUID, who: str = "fay") -> Any:
    return link_contractor(by=cast.members[who], at=NOW, contractor_id=contractor_id, member_id=member_id)


class TestLinkContractor(VerbTests):
    verb, who, wrong = "contractor.link", "fay", "rita"

    def given(self, cast: Cast) -> Given:
        return {"contractor_id": bare(cast), "member_id": cast.cleo.id}

    def otherwise(self, given: Given) -> Given:
        return given | {"member_id": given["contractor_id"]}


@pytest.mark.parametrize("who", ["fay", "olga"])
def test_they_see_from_then_on_what_is_theirs(cast: Cast, who: str) -> None:
    contractor_id = bare(cast)
    with scope.reading(cast.company_id):
        engagement = Contractor.objects.get(code="CLEO").engagements.get()
    order_id = cast.issued(contractor_id=engagement.contractor_id, engagement_id=engagement.id)
    with scope.reading(cast.company_id):
        assert not orders.visible(cast.cleo).filter(id=order_id).exists()
    assert link(cast, engagement.contractor_id, cast.cleo.id, who)["version"] == 2
    with scope.reading(cast.company_id):
        assert orders.visible(cast.cleo).filter(id=order_id).exists()
        assert Contractor.objects.get(id=contractor_id).member_id is None


def test_whoever_is_invited_can_be_linked(cast: Cast) -> None:
    assert link(cast, bare(cast), zoe(cast, "contractor"))["code"] == "ZOE"


def test_a_contractor_has_one_sign_in(cast: Cast) -> None:
    member_id = zoe(cast, "contractor")
    assert refused(cast, partial(link, cast, cast.contractor_id, member_id)) == ["has_sign_in"]


@pytest.mark.parametrize(
    ("roles", "reasons"),
    [
        (("auditor",), ["no_contractor_role"]),
        (("contractor", "finance"), ["approves_or_pays"]),
        (("contractor", "approver"), ["approves_or_pays"]),
        (("contractor", "manager"), ["approves_or_pays"]),
        (("payables",), ["no_contractor_role", "approves_or_pays"]),
    ],
)
def test_who_can_not_be_one(cast: Cast, roles: Sequence[str], reasons: list[str]) -> None:
    member_id = zoe(cast, *roles)
    assert refused(cast, partial(link, cast, bare(cast), member_id)) == reasons


def test_whoever_left_can_not_be_one(cast: Cast) -> None:
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.cleo.id, reason=WHY)
    assert refused(cast, partial(link, cast, bare(cast), cast.cleo.id)) == ["member_gone"]


def test_every_reason_is_given(cast: Cast) -> None:
    member_id = zoe(cast, "owner")
    reasons = ["has_sign_in", "no_contractor_role", "approves_or_pays"]
    assert refused(cast, partial(link, cast, cast.contractor_id, member_id)) == reasons


def test_nobody_links_a_service_that_acts_by_their_key(cast: Cast) -> None:
    values = ServiceValues(name="Harvest", role="contractor")
    service = UUID(add_service(by=cast.olga, at=NOW, values=values)["id"])
    create_key(by=cast.olga, at=NOW, values=KeyValues(name="Sync", member_id=service, scopes=["*"]))
    cast.again("olga")
    contractor_id = bare(cast)
    assert refused(cast, partial(link, cast, contractor_id, service, "olga")) == ["own_sign_in"]
    assert link(cast, contractor_id, service, "fay")["code"] == "ZOE"


def test_another_companys_member_is_not_there(cast: Cast) -> None:
    untouched(cast, NotFound, partial(link, cast, bare(cast), cast.mallory.id))


def test_whoever_may_give_no_sign_in_adds_contractors_without(cast: Cast) -> None:
    """And those who may are asked the same questions when they add one with it."""
    values = parsed(ContractorValues, {"code": "ZOE", "name": "Zoe", "currency": "EUR", "member_id": cast.cleo.id})
    assert refused(cast, partial(add_contractor, by=cast.rita, at=NOW, values=values)) == ["sign_in_not_yours"]
    deciding = values.model_copy(update={"member_id": cast.bela.id})
    reasons = ["no_contractor_role", "approves_or_pays"]
    assert refused(cast, partial(add_contractor, by=cast.olga, at=NOW, values=deciding)) == reasons
    assert add_contractor(by=cast.olga, at=NOW, values=values)["code"] == "ZOE"


def test_a_role_that_was_taken_away_is_asked_anew(cast: Cast) -> None:
    member_id = zoe(cast, "contractor", "finance")
    revoke_role(by=cast.olga, at=NOW, member_id=member_id, role="finance", reason=WHY)
    assert link(cast, bare(cast), member_id)["code"] == "ZOE"
