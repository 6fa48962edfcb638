"""The pages of people: members and their roles, invitations, services, teams and keys."""

import re
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.actions.members import Invitation, invite_member
from counterfoil.foundation.companies.models import ApiKey, Member, Team
from counterfoil.foundation.companies.queries import member_by_email, member_of_key, service_named, system_member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.people import Members

from ...actions.verb import WHY
from ...cast import NOW, Cast
from .conftest import SignIn

NORA = {"name": "Nora", "email": "nora@demo.example", "role": "manager", "team_id": "none", "confirm": ""}


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return plain(answer.content)


def plain(content: bytes) -> str:
    return re.sub(r"\s+", " ", unescape(content.decode()))


def send(client: Client, address: str, status: int, **typed: object) -> str:
    answer = client.post(address, {"key": str(uuid4()), **typed})
    page = plain(answer.content)
    assert answer.status_code == status, page
    return answer["Location"] if status == 302 else page


def shown_once(page: str) -> str:
    [value] = re.findall(r'<code id="once">([^<]+)</code>', page)
    return value


@pytest.mark.req(26)
def test_an_owner_invites_somebody_and_is_shown_the_link_once(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    form = text(olga, "/settings/members/new")
    assert "What each role may do" in form and "The whole company" in form and "Studio" in form
    key = str(uuid4())
    page = send(olga, "/settings/members/new", 200, **NORA, key=key)
    link = shown_once(page)
    assert re.fullmatch(r"http://testserver/invitation/[\w-]{43}", link) and f'data-copy="{link}"' in page
    nora = member_by_email(cast.company_id, "nora@demo.example")
    again = send(olga, "/settings/members/new", 302, **NORA, key=key)
    assert again == f"/settings/members/{nora.id}" and link not in text(olga, again)
    assert Client().get(link.removeprefix("http://testserver"), follow=True).status_code == 200


def test_a_manager_of_one_team_is_chosen_by_the_team_s_name(cast: Cast, sign_in: SignIn) -> None:
    send(sign_in("olga"), "/settings/members/new", 200, **NORA | {"team_id": str(cast.team_id)})
    nora = member_by_email(cast.company_id, "nora@demo.example")
    assert nora.team_ids == {cast.team_id}
    assert "manager, for Studio" in text(sign_in("rita"), f"/settings/members/{nora.id}")


@pytest.mark.req(27)
def test_whoever_gives_finance_is_warned_and_types_the_name(cast: Cast, sign_in: SignIn) -> None:
    olga, address = sign_in("olga"), f"/settings/members/{cast.rita.id}"
    assert "Finance reaches every figure of the company, not only purchase orders" in text(olga, address)
    given = {"role": "finance", "team_id": "none"}
    page = send(olga, f"{address}/do/grant", 409, **given, confirm="finance")
    assert "Type Rita to confirm that you mean it." in page and 'value="finance" selected' in page
    assert "finance" not in cast.again("rita").roles
    assert send(olga, f"{address}/do/grant", 302, **given, confirm="Rita") == address
    assert "finance" in cast.again("rita").roles


@pytest.mark.req(27)
def test_an_invitation_to_finance_is_warned_of_too(cast: Cast, sign_in: SignIn) -> None:
    olga, finance = sign_in("olga"), NORA | {"role": "finance"}
    assert "not only purchase orders" in text(olga, "/settings/members/new")
    page = send(olga, "/settings/members/new", 409, **finance)
    assert "What you typed" not in page  # it stands in its form, and not twice
    assert "Type Nora to confirm that you mean it." in page and 'value="nora@demo.example"' in page
    shown_once(send(olga, "/settings/members/new", 200, **finance | {"confirm": "Nora"}))


@pytest.mark.req(26, 98)
@pytest.mark.parametrize("role", ["owner", "issuer"])
def test_a_role_is_given_and_taken_on_the_member_s_page(cast: Cast, sign_in: SignIn, role: str) -> None:
    olga, address = sign_in("olga"), f"/settings/members/{cast.rita.id}"
    send(olga, f"{address}/do/grant", 302, role=role, team_id="none", confirm="")
    assert role in cast.again("rita").roles
    page = text(olga, address)
    assert page.split('class="trail"')[1].split("</ol>")[0].count("Give a role") == 1
    send(olga, f"{address}/do/revoke", 302, role=role, reason=WHY)
    assert role not in cast.again("rita").roles


@pytest.mark.req(98)
def test_who_issues_is_said_where_an_owner_makes_somebody_issuer(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    own = text(olga, f"/settings/members/{cast.olga.id}")
    assert "An owner makes somebody, or themselves, one" in own and "it is on the trail" in own
    send(olga, f"/settings/members/{cast.olga.id}/do/grant", 302, role="issuer", team_id="none", confirm="")
    own = text(olga, f"/settings/members/{cast.olga.id}")
    assert "issuers alone issue orders" in own and cast.again("olga").may("layout.set")


def test_a_membership_ends_with_its_reason(cast: Cast, sign_in: SignIn) -> None:
    olga, address = sign_in("olga"), f"/settings/members/{cast.rita.id}"
    assert "Nothing was changed." in send(olga, f"{address}/do/deactivate", 422, reason="")
    send(olga, f"{address}/do/deactivate", 302, reason="Left the company")
    page = text(olga, address)
    assert cast.again("rita").state == "gone" and "Left the company" in page
    assert 'do/grant"' not in page and "do/renew" not in page.split("<aside")[1].split("form")[0]


def test_an_invitation_is_renewed_and_taken_back(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    first = shown_once(send(olga, "/settings/members/new", 200, **NORA))
    nora = member_by_email(cast.company_id, "nora@demo.example")
    address = f"/settings/members/{nora.id}"
    assert "Their link works until" in text(olga, address)
    second = shown_once(send(olga, f"{address}/do/renew", 200))
    assert second != first
    assert Client().get(first.removeprefix("http://testserver"), follow=True).status_code == 410
    send(olga, f"{address}/do/cancel", 302)
    assert Client().get(second.removeprefix("http://testserver"), follow=True).status_code == 410
    assert "Make a new link" in text(olga, address)


def test_the_last_owner_and_the_company_itself_stay(cast: Cast, sign_in: SignIn) -> None:
    olga, system = sign_in("olga"), system_member(cast.company_id)
    page = text(olga, f"/settings/members/{cast.olga.id}")
    assert "This is the last owner; a company always keeps one." in page
    assert "The company itself" in text(olga, f"/settings/members/{system.id}")
    given = {"role": "owner", "team_id": "none", "confirm": ""}
    assert "can't be changed" in send(olga, f"/settings/members/{system.id}/do/grant", 409, **given)


def test_a_service_is_added_and_given_a_key(cast: Cast, sign_in: SignIn) -> None:
    edda, olga = sign_in("edda"), sign_in("olga")
    assert 'value="approver"' not in text(olga, "/settings/members/service")
    address = send(olga, "/settings/members/service", 302, name="Harvest", role="manager", team_id="none")
    harvest = service_named(cast.company_id, "Harvest")
    page = text(edda, address)
    assert "never gives its word" in page and f"/settings/keys/new?member={harvest.id}" in page
    form = text(edda, f"/settings/keys/new?member={harvest.id}")
    assert "It acts as Harvest" in form and 'value="order.create"' in form and 'value="order.approve"' not in form
    typed = {"name": "Nightly", "member_id": str(harvest.id), "scope": ["order.create"], "expires_at": "2999-01-01"}
    secret = shown_once(send(edda, "/settings/keys/new", 200, **typed))
    found = member_of_key(secret, NOW)
    assert found and found.id == harvest.id and found.may("order.create") and not found.may("order.submit")


def test_everybody_makes_keys_of_their_own_and_ends_them(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    form = text(rita, "/settings/keys/new")
    assert "Everything that its member may" in form and 'value="order.create"' in form
    assert 'value="payment.release"' not in form
    page = send(rita, "/settings/keys/new", 200, name="Mine", scope="*", expires_at="")
    [key] = _keys(cast, "Mine")
    address = f"/settings/keys/{key.id}"
    assert shown_once(page) not in text(rita, address) and "everything that its member may" in text(rita, address)
    assert "Nothing was changed." in send(rita, f"{address}/do/revoke", 422, reason="")
    assert send(rita, f"{address}/do/revoke", 302, reason="Done with it") == address
    assert "Ended" in text(rita, address) and _keys(cast, "Mine")[0].revoked_at


def test_what_was_typed_of_a_key_stays(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    page = send(rita, "/settings/keys/new", 409, name="Mine", scope="order.create", expires_at="2001-01-01")
    assert "would have expired already" in page and 'value="order.create" checked' in page and 'value="Mine"' in page
    assert "must be a date" in send(rita, "/settings/keys/new", 422, name="Mine", expires_at="soon")
    assert _keys(cast, "Mine") == []


def test_nobody_makes_a_key_for_another_person(cast: Cast, sign_in: SignIn) -> None:
    typed = {"name": "Theirs", "member_id": str(cast.amir.id), "scope": "*", "expires_at": ""}
    assert "is made by that person alone" in send(sign_in("olga"), "/settings/keys/new", 403, **typed)
    typed["member_id"] = str(cast.mallory.id)
    send(sign_in("edda"), "/settings/keys/new", 404, **typed)
    assert _keys(cast, "Theirs") == []


def test_another_s_key_is_there_for_who_looks_after_keys_alone(cast: Cast, sign_in: SignIn) -> None:
    made = create_key(by=cast.rita, at=NOW, values=KeyValues(name="Mine", scopes=[]))["id"]
    assert "read only" in text(sign_in("edda"), f"/settings/keys/{made}")
    for other in ("amir", "cleo", "mallory"):
        text(sign_in(other), f"/settings/keys/{made}", 404)


def test_a_team_is_added_and_renamed(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    address = send(olga, "/settings/teams/new", 302, name="Print")
    assert "There is a team called Print already." in send(olga, "/settings/teams/new", 409, name="Print")
    assert send(olga, f"{address}/do/change", 302, name="Press") == address
    with scope.reading(cast.company_id):
        assert Team.objects.get(id=UUID(address.rpartition("/")[2])).name == "Press"
    given = {"role": "manager", "team_id": address.rpartition("/")[2], "confirm": ""}
    send(olga, f"/settings/members/{cast.otto.id}/do/grant", 302, **given)
    assert f'href="/settings/members/{cast.otto.id}"' in text(sign_in("rita"), address)


OWNERS = {
    "/settings/members/new": NORA,
    "/settings/members/service": {"name": "S", "role": "manager", "team_id": "none"},
    "/settings/teams/new": {"name": "T"},
    "/settings/members/{rita}/do/grant": {"role": "issuer", "team_id": "none", "confirm": ""},
    "/settings/members/{rita}/do/revoke": {"role": "manager", "reason": WHY},
    "/settings/members/{rita}/do/deactivate": {"reason": WHY},
    "/settings/members/{nora}/do/renew": {},
    "/settings/members/{nora}/do/cancel": {},
    "/settings/teams/{team}/do/change": {"name": "T"},
    "/settings/company/do/change": {"name": "Mine"},
    "/settings/company/do/set": {"on": "yes", "reason": WHY},
}


@pytest.mark.req(26)
@pytest.mark.parametrize("address", OWNERS)
def test_nobody_but_an_owner_does_any_of_it(cast: Cast, sign_in: SignIn, address: str) -> None:
    made = invite_member(
        by=cast.olga, at=NOW, invitation=Invitation.model_validate(NORA | {"team_id": None, "email": "n@x.de"})
    )
    place = address.format(rita=cast.rita.id, nora=made["id"], team=cast.team_id)
    before = _standing(cast)
    for who, status in (("fay", 403), ("otto", 403), ("iris", 403), ("cleo", 404)):
        send(sign_in(who), place, status, **OWNERS[address])
    if "{" in address:
        send(sign_in("mallory"), place, 404, **OWNERS[address])
    assert _standing(cast) == before


@pytest.mark.parametrize("who", ["otto", "fay", "olga"])
def test_owner_auditor_and_finance_read_every_page(cast: Cast, sign_in: SignIn, who: str) -> None:
    made = add_service(by=cast.olga, at=NOW, values=ServiceValues(name="Harvest", role="manager"))["id"]
    client = sign_in(who)
    for address in (
        "company",
        "members",
        "teams",
        f"members/{made}",
        f"members/{cast.rita.id}",
        f"teams/{cast.team_id}",
    ):
        page = text(client, f"/settings/{address}")
        assert ("Your roles do not allow this." in page) == (who != "olga" and address not in ("members", "teams"))


def test_to_a_contractor_and_to_strangers_there_is_nothing(cast: Cast, sign_in: SignIn) -> None:
    for address in ("company", "members/new", "teams/new", f"members/{cast.rita.id}", f"teams/{cast.team_id}"):
        text(sign_in("cleo"), f"/settings/{address}", 404)
    for address in (f"members/{cast.rita.id}", f"teams/{cast.team_id}"):
        text(sign_in("mallory"), f"/settings/{address}", 404)


def test_the_lists_lead_to_the_pages(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    assert f'href="/settings/members/{cast.rita.id}"' in text(olga, "/settings/members")
    assert 'href="/settings/members/new"' in text(olga, "/settings/members") and Members.ways
    assert 'href="/settings/members/new"' not in text(sign_in("rita"), "/settings/members")
    assert f'href="/settings/teams/{cast.team_id}"' in text(olga, "/settings/teams")


def test_a_member_s_page_takes_as_many_queries_for_ten_roles_as_for_one(cast: Cast, sign_in: SignIn) -> None:
    olga, address = sign_in("olga"), f"/settings/members/{cast.rita.id}"
    few = _queries(olga, address)
    for role in ("issuer", "approver", "payables", "auditor"):
        send(olga, f"{address}/do/grant", 302, role=role, team_id="none", confirm="")
    assert _queries(olga, address) == few


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def _keys(cast: Cast, name: str) -> list[ApiKey]:
    with scope.reading(cast.company_id):
        return list(ApiKey.objects.filter(name=name))


def _standing(cast: Cast) -> list[object]:
    with scope.reading(cast.company_id):
        members = Member.objects.prefetch_related("rights").order_by("id")
        return [(one.name, one.state, sorted(one.roles)) for one in members] + list(Team.objects.values_list("name"))
