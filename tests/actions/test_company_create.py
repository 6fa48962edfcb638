"""company.create: a company, its own member and its first owner. The one verb without a member beforehand."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.queries import all_companies, companies_of_user, member_of, system_member
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.trail.action import VERBS

from ..cast import NOW, Cast
from .books import books, changes, entries


def values(**more: Any) -> CompanyValues:
    facts = {"slug": "new", "name": "New", "currency": "EUR", "owner_name": "Nora", "owner_email": "nora@new.example"}
    return CompanyValues.model_validate(facts | more)


def test_works(cast: Cast) -> None:
    made = create_company(by=Founder(), at=NOW, values=values(timezone="Europe/Vienna"))
    owner = member_of(UUID(made["id"]), UUID(made["owner"]))
    assert (owner.state, owner.roles, owner.company.timezone) == ("active", {"owner"}, "Europe/Vienna")
    system = system_member(owner.company_id)
    assert (system.roles, system.user_id, str(system.id)) == ({"system"}, None, made["system"])
    assert owner.company.separation


def test_it_is_its_own_first_entry(cast: Cast) -> None:
    made = create_company(by=Founder(), at=NOW, values=values())
    entry = entries(UUID(made["id"]))[0]
    assert (entry.verb, str(entry.member_id), str(entry.subject_id)) == ("company.create", made["owner"], made["id"])
    assert len(changes(UUID(made["id"]), entry_id=entry.id)) == 5


def test_an_owner_of_two_companies_signs_in_once(cast: Cast) -> None:
    create_company(by=Founder(), at=NOW, values=values(owner_email="olga@demo.example"))
    assert [one.name for one in companies_of_user(cast.olga.user_id)] == ["Acme Studio", "New"]


def test_a_short_name_is_its_own_and_nothing_is_left_behind(cast: Cast) -> None:
    """Nor an entry: there is no company on whose trail it could lie."""
    before, known = books(cast.company_id), all_companies()
    founder = Founder()
    with pytest.raises(Refused) as caught:
        create_company(by=founder, at=NOW, values=values(slug="demo"))
    assert [reason.key for reason in caught.value.reasons] == ["guard"]
    assert all_companies() == known
    assert books(cast.company_id) == before
    assert entries(founder.company_id) == []


def test_a_founder_does_nothing_else(cast: Cast) -> None:
    founder = Founder(company_id=cast.company_id)
    assert not [verb for verb in VERBS if verb != "company.create" and founder.may(verb)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "New"},
        {"slug": ""},
        {"name": "a\x00"},
        {"currency": "EURO"},
        {"currency": "DEM"},
        {"timezone": "Mars/Olympus"},
        {"owner_email": "nora"},
    ],
)
def test_values_that_can_not_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        values(**wrong)
