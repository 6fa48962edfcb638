"""contractor.unlink: a sign-in is taken away, and the member stays."""

from functools import partial
from typing import Any

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import link_contractor, unlink_contractor
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders import queries as orders

from ..cast import NOW, Cast
from .verb import WHY, Given, VerbTests, refused


def unlink(cast: Cast, who: str = "fay") -> Any:
    return unlink_contractor(by=cast.members[who], at=NOW, contractor_id=cast.contractor_id, reason=WHY)


class TestUnlinkContractor(VerbTests):
    verb, who, wrong = "contractor.unlink", "fay", "rita"

    def given(self, cast: Cast) -> Given:
        return {"contractor_id": cast.contractor_id, "reason": WHY}


def test_the_member_stays_and_sees_nothing_of_theirs_any_more(cast: Cast) -> None:
    order_id = cast.issued()
    unlink(cast)
    cleo = cast.again("cleo")
    with scope.reading(cast.company_id):
        assert Contractor.objects.get(id=cast.contractor_id).member_id is None
        assert not orders.visible(cleo).filter(id=order_id).exists()
    assert cleo.state == "active" and "contractor" in cleo.roles


def test_there_has_to_be_one(cast: Cast) -> None:
    unlink(cast)
    assert refused(cast, partial(unlink, cast)) == ["no_sign_in"]


def test_nobody_ends_the_sign_in_by_which_they_are_paid(cast: Cast) -> None:
    """Who would be finance now could pay themselves, once nothing says any more that it is them."""
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="finance", confirm=cast.cleo.name)
    cast.again("cleo")
    assert refused(cast, partial(unlink, cast, "cleo")) == ["own_sign_in"]


def test_it_is_given_again(cast: Cast) -> None:
    unlink(cast)
    link_contractor(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, member_id=cast.cleo.id)
    with scope.reading(cast.company_id):
        assert Contractor.objects.get(id=cast.contractor_id).member_id == cast.cleo.id
