"""service.add: a member without a sign-in, which acts by keys and never gives its word."""

from typing import Any

import pytest

from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SERVICE_ROLES
from counterfoil.foundation.kernel import scope

from ..cast import NOW, Cast
from .verb import Given, VerbTests, refused


def values(**more: Any) -> ServiceValues:
    return ServiceValues.model_validate({"name": "Harvest", "role": "issuer"} | more)


class TestAddService(VerbTests):
    verb, who = "service.add", "olga"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"values": values()}

    def otherwise(self, given: Given) -> Given:
        return {"values": values(name="Other")}


def test_it_is_there_at_once_without_a_sign_in(cast: Cast) -> None:
    service_id = add_service(by=cast.olga, at=NOW, values=values())["id"]
    with scope.reading(cast.company_id):
        service = Member.objects.get(id=service_id)
        assert (service.service, service.state, service.user_id, service.email) == (True, "active", None, "")
        assert service.roles == {"issuer"}


@pytest.mark.parametrize("role", ["approver", "finance", "owner", "engineer", "system"])
def test_never_with_a_role_that_gives_its_word(cast: Cast, role: str) -> None:
    assert role not in SERVICE_ROLES
    assert refused(cast, lambda: add_service(by=cast.olga, at=NOW, values=values(role=role))) != []


def test_a_name_is_one_service_s(cast: Cast) -> None:
    add_service(by=cast.olga, at=NOW, values=values())
    assert refused(cast, lambda: add_service(by=cast.olga, at=NOW, values=values())) == ["service_taken"]
