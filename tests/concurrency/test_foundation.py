"""Two people set, add or invite the same at the same moment: one does it, the other is refused and nothing leaks."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.foundation.companies import rules
from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key, revoke_key
from counterfoil.foundation.companies.actions.members import (
    Invitation,
    accept_membership,
    add_team,
    deactivate_member,
    grant_role,
    invite_member,
    revoke_role,
)
from counterfoil.foundation.companies.models import Right, User
from counterfoil.foundation.companies.queries import all_companies, member_by_email, member_of, members_with
from counterfoil.foundation.documents.actions import FileValues, file_document
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.actions import ContractorValues, IdentityValues, add_contractor, identify
from counterfoil.foundation.parties.models import Identity
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.orders.actions import set_layout
from counterfoil.lifecycle.orders.actions.set_layout import LayoutValues

from ..cast import NOW, Cast
from ..catalogues import added
from .racing import done, race, refused

pytestmark = pytest.mark.django_db(transaction=True)

Make = Callable[[Cast], Callable[[], Any]]


def _policy(cast: Cast) -> Callable[[], Any]:
    values = PolicyValues.model_validate({"levels": [{"from_amount": "0", "role": "finance"}]})
    return lambda: set_policy(by=cast.olga, at=NOW, values=values)


def _invite(cast: Cast, name: str = "Nora") -> Callable[[], Any]:
    invitation = Invitation(name=name, email=f"{name}@demo.example", role="manager")
    return lambda: invite_member(by=cast.olga, at=NOW, invitation=invitation)


def _contractor(cast: Cast) -> Callable[[], Any]:
    values = ContractorValues.model_validate({"code": "NEW", "name": "New", "currency": "EUR"})
    return lambda: add_contractor(by=cast.olga, at=NOW, values=values)


def _row(one: Catalogue, cast: Cast) -> Callable[[], Any]:
    return lambda: added(one, cast)


def _file(cast: Cast) -> Callable[[], Any]:
    system = member_by_system(cast)
    facts = {"kind": "order_pdf", "name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "a" * 64}
    values = FileValues.model_validate(facts | {"made_from": "b" * 64})
    return lambda: file_document(by=system, at=NOW, values=values)


def member_by_system(cast: Cast) -> Any:
    with scope.reading(cast.company_id):
        return members_with(cast.olga.company, "system")[0]


COLLIDING: dict[str, Make] = {
    "team.add": lambda cast: lambda: add_team(by=cast.olga, at=NOW, name="Print"),
    "member.invite": _invite,
    "member.grant": lambda cast: lambda: grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="issuer"),
    "policy.set": _policy,
    "layout.set": lambda cast: lambda: set_layout(by=cast.iris, at=NOW, values=LayoutValues(pattern="B{YYYY}-{####}")),
    "contractor.add": _contractor,
    "document.file": _file,
    **{f"{one.subject}.add": partial(_row, one) for one in CATALOGUES},
}


@pytest.mark.parametrize("verb", COLLIDING)
def test_the_second_is_refused(cast: Cast, verb: str) -> None:
    call = COLLIDING[verb](cast)
    before = _entries(cast, verb)
    outcomes = race(call, call)
    assert len(done(outcomes)) == 1
    assert refused(outcomes) in (["guard"], ["role_held"])
    assert _entries(cast, verb) == before + 1
    assert _entries(cast, verb, Entry.REFUSED) == 1


def _entries(cast: Cast, verb: str, outcome: str = Entry.DONE) -> int:
    with scope.reading(cast.company_id):
        return Entry.objects.filter(verb=verb, outcome=outcome).count()


def test_what_the_database_refuses_is_said_in_words(cast: Cast) -> None:
    call = partial(add_team, by=cast.olga, at=NOW, name="Web")
    error = next(outcome for outcome in race(call, call) if isinstance(outcome, Refused))
    assert error.reasons[0].params == {"constraint": "team_once"}
    assert "at the same moment" in str(error)
    assert not error.never


def test_two_companies_of_one_name_at_once(cast: Cast) -> None:
    facts = {"slug": "new", "name": "New", "currency": "EUR", "owner_name": "Nora", "owner_email": "nora@new.example"}
    values = CompanyValues.model_validate(facts)
    outcomes = race(*[lambda: create_company(by=Founder(), at=NOW, values=values)] * 2)
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["guard"]
    assert sorted(slug for _id, slug, *_more in all_companies()) == ["demo", "new", "other"]


def test_an_invitation_is_accepted_once(cast: Cast) -> None:
    secret = _invite(cast, "Omar")()["secret"]
    omar = member_by_email(cast.company_id, "omar@demo.example")
    call = partial(accept_membership, by=omar, at=NOW, secret=secret)
    assert refused(race(call, call)) == ["not_invited", "link_used"]


def test_of_two_with_the_same_link_one_sets_the_password(cast: Cast) -> None:
    """The other one is told; the password is that of the one who came through."""
    secret = _invite(cast, "Pia")()["secret"]
    pia = member_by_email(cast.company_id, "pia@demo.example")
    outcomes = race(
        *(
            partial(accept_membership, by=pia, at=NOW, secret=secret, first_password=hashed)
            for hashed in ("one", "another")
        )
    )
    assert refused(outcomes) == ["not_invited", "link_used", "has_account"]
    came_through = "another" if isinstance(outcomes[0], Refused) else "one"
    assert User.objects.get(email="pia@demo.example").password == came_through


def test_of_two_companies_whose_links_are_used_at_once_one_sets_the_password(cast: Cast) -> None:
    """Neither gets into the other: the second has to sign in with the password that the first has set."""
    invitation = Invitation(name="Quin", email="quin@demo.example", role="manager")
    calls = []
    for owner in (cast.mallory, cast.olga):
        made = invite_member(by=owner, at=NOW, invitation=invitation)
        quin = member_of(owner.company_id, made["id"])
        given = {"secret": made["secret"], "first_password": owner.name}
        calls.append(partial(accept_membership, by=quin, at=NOW, **given))
    outcomes = race(*calls)
    assert refused(outcomes) == ["has_account"]
    first, second = (cast.olga, cast.mallory) if isinstance(outcomes[0], Refused) else (cast.mallory, cast.olga)
    assert User.objects.get(email="quin@demo.example").password == first.name
    assert member_by_email(second.company_id, "quin@demo.example").state == "invited"


def test_a_key_is_revoked_once(cast: Cast) -> None:
    values = KeyValues(name="Key", member_id=cast.edda.id, scopes=["*"])
    key_id = create_key(by=cast.edda, at=NOW, values=values)["id"]
    call = partial(revoke_key, by=cast.edda, at=NOW, key_id=key_id, reason="Lost it")
    assert refused(race(call, call)) == ["key_revoked"]


def test_of_two_who_write_our_own_names_at_once_the_later_ones_stand(cast: Cast) -> None:
    def ours(who: str, value: str) -> Callable[[], Any]:
        names = [IdentityValues.model_validate({"scheme": "vat", "value": value})]
        return lambda: identify(by=cast.members[who], at=NOW, identities=names)

    assert len(done(race(ours("fay", "DE1"), ours("olga", "DE2")))) == 2
    with scope.reading(cast.company_id):
        assert Identity.objects.within(cast.company_id).filter(contractor=None).count() == 1


def test_two_owners_who_throw_each_other_out_leave_one(cast: Cast) -> None:
    mallory = cast.mallory
    invitation = Invitation(name="Trudy", email="trudy@other.example", role="owner")
    made = invite_member(by=mallory, at=NOW, invitation=invitation)
    accept_membership(by=member_of(mallory.company_id, made["id"]), at=NOW, secret=made["secret"])
    trudy = member_of(mallory.company_id, made["id"])
    outcomes = race(
        lambda: revoke_role(by=mallory, at=NOW, member_id=trudy.id, role="owner", reason="No more"),
        lambda: deactivate_member(by=trudy, at=NOW, member_id=mallory.id, reason="No more"),
    )
    assert refused(outcomes) == ["last_owner"]
    with scope.reading(mallory.company_id):
        assert len(members_with(mallory.company, "owner")) == 1


def test_a_deadlock_is_tried_once_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL ends one of two transactions that wait for each other; its verb is done again and nobody notices."""
    real, seen = rules.add_team, []

    def crosswise(taken: bool, name: str) -> Any:
        seen.append(name)
        for lock in (1, 2) if name == "One" else (2, 1):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s), pg_sleep(0.1)", [lock])
        return real(taken, name)

    monkeypatch.setattr(rules, "add_team", crosswise)
    outcomes = race(*(lambda name=name: add_team(by=cast.olga, at=NOW, name=name) for name in ("One", "Two")))
    assert len(done(outcomes)) == 2
    assert len(seen) == 3
    assert member_of(cast.company_id, cast.olga.id).may("team.add")


@pytest.mark.req(26)
def test_two_terms_of_one_right_at_once_leave_one_of_them(cast: Cast) -> None:
    given = {"by": cast.olga, "at": NOW, "member_id": cast.otto.id, "role": "approver"}
    outcomes = race(*(partial(grant_role, **given, most=Decimal(most)) for most in (100, 200)))
    assert len(done(outcomes)) == 2
    with scope.reading(cast.company_id):
        (right,) = Right.every.within(cast.company_id).filter(member_id=cast.otto.id, role="approver")
    assert right.most in (100, 200)
