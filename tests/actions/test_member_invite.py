"""member.invite: a person with one role, who acts only after accepting."""

import json
from datetime import timedelta
from functools import partial
from hashlib import sha256

import pytest
from pydantic import ValidationError

from counterfoil.foundation.companies.actions.members import Invitation, invite_member
from counterfoil.foundation.companies.models import InvitationLink, Team
from counterfoil.foundation.companies.queries import companies_of_user, member_by_email
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.trail.action import Via

from ..cast import NOW, Cast
from .books import changes, entries
from .verb import Given, VerbTests, refused, untouched


def invitation(role: str = "manager", email: str = "nora@demo.example", **more: object) -> Invitation:
    return Invitation.model_validate({"name": "Nora", "email": email, "role": role} | more)


class TestInvite(VerbTests):
    verb, who, stranger_finds_nothing = "member.invite", "olga", False

    def given(self, cast: Cast) -> Given:
        return {"invitation": invitation()}

    def otherwise(self, given: Given) -> Given:
        return {"invitation": invitation("auditor")}


def test_works_and_the_invited_may_only_accept(cast: Cast) -> None:
    invite_member(by=cast.olga, at=NOW, invitation=invitation())
    nora = member_by_email(cast.company_id, "NORA@demo.example")
    assert (nora.state, nora.may("order.create"), nora.may("member.accept")) == ("invited", False, True)


def test_its_link_is_shown_once_and_lasts_two_weeks(cast: Cast) -> None:
    made = invite_member(by=cast.olga, at=NOW, invitation=invitation(), via=Via("api", "k"))
    [link] = _links(cast)
    assert link.secret_sha256 == sha256(made["secret"].encode()).hexdigest() and len(made["secret"]) == 43
    assert (link.made_by_id, link.expires_at) == (cast.olga.id, NOW + timedelta(days=14))
    again = invite_member(by=cast.olga, at=NOW, invitation=invitation(), via=Via("api", "k"))
    assert again == {name: value for name, value in made.items() if name != "secret"}
    assert made["secret"] not in json.dumps([entry.answer for entry in entries(cast.company_id)])
    told = changes(cast.company_id, relation="companies_invitationlink", row_id=link.id)
    assert link.secret_sha256 not in str([(one.plain, one.personal) for one in told]) and told


@pytest.mark.req(27)
def test_nobody_is_invited_to_finance_unconfirmed(cast: Cast) -> None:
    call = partial(invite_member, by=cast.olga, at=NOW)
    assert refused(cast, partial(call, invitation=invitation("finance"))) == ["finance_unconfirmed"]
    assert refused(cast, partial(call, invitation=invitation("finance", confirm="Norah"))) == ["finance_unconfirmed"]
    made = call(invitation=invitation("finance", confirm="Nora"))
    assert member_by_email(cast.company_id, "nora@demo.example").roles == {"finance"} and made["secret"]


def _links(cast: Cast) -> list[InvitationLink]:
    """The links of whoever has not accepted yet."""
    with scope.reading(cast.company_id):
        return list(InvitationLink.objects.filter(used_at=None))


def test_one_person_in_two_companies(cast: Cast) -> None:
    invite_member(by=cast.olga, at=NOW, invitation=invitation(email="mallory@other.example"))
    known = companies_of_user(cast.mallory.user_id)
    assert [(one.name, one.slug, one.invited) for one in known] == [
        ("Globex", "other", False),
        ("Acme Studio", "demo", True),
    ]


def test_a_person_is_a_member_once(cast: Cast) -> None:
    call = partial(invite_member, by=cast.olga, at=NOW, invitation=invitation(email="rita@demo.example"))
    assert refused(cast, call) == ["member_known"]


@pytest.mark.parametrize("role", ["system", "emperor"])
def test_a_role_that_nobody_gives(cast: Cast, role: str) -> None:
    call = partial(invite_member, by=cast.olga, at=NOW, invitation=invitation(role))
    assert refused(cast, call) == ["unknown_role"]


def test_a_team_of_another_company(cast: Cast) -> None:
    with scope.reading(cast.mallory.company_id):
        team = Team.objects.get()
    call = partial(invite_member, by=cast.olga, at=NOW, invitation=invitation(team_id=team.id))
    untouched(cast, NotFound, call)


@pytest.mark.parametrize("email", ["", "nobody", "a b@c.de", "a\x00@b.de", f"{'a' * 250}@b.de"])
def test_addresses_that_can_not_be(email: str) -> None:
    with pytest.raises(ValidationError):
        invitation(email=email)
