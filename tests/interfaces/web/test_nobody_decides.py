"""Where nobody could decide on evidence, that is said before it is submitted, and who can change it."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.companies.actions.members import grant_role, revoke_role
from counterfoil.lifecycle.orders.models import Order

from ...actions import billing
from ...actions.ordering import order_of
from ...cast import NOW, Cast
from .conftest import SignIn

INSIDE = "Nobody could decide on it: it would wait. An owner gives somebody the role of a manager of its team."
OUTSIDE = "Nobody can decide on it yet: it would wait until the company has named somebody. Ask them first."
ROLES = ("An owner", "the role", "manager", "Rita", "Olga")


def test_it_is_said_to_the_contractor_before_they_submit_and_to_whoever_looks_at_the_order(
    cast: Cast, sign_in: SignIn
) -> None:
    order_id = cast.issued()
    form, record = f"/orders/{order_id}/evidence/new", f"/orders/{order_id}"
    for page in (form, record):
        assert OUTSIDE not in _main(sign_in("cleo"), page)
    assert INSIDE not in _main(sign_in("otto"), record)
    _no_manager(cast)
    for page in (form, record):
        told = _main(sign_in("cleo"), page)
        assert OUTSIDE in told and INSIDE not in told, page
        assert [word for word in ROLES if word in told] == [], page
    told = _main(sign_in("otto"), record)
    assert INSIDE in told and OUTSIDE not in told
    _manager(cast, "amir")
    for name, page in (("cleo", form), ("cleo", record), ("otto", record)):
        assert "Nobody could" not in _main(sign_in(name), page) and "Nobody can" not in _main(sign_in(name), page)


def test_a_manager_who_alone_could_decide_is_told_before_they_submit_themselves(cast: Cast, sign_in: SignIn) -> None:
    page = f"/orders/{cast.issued()}/evidence/new"
    assert INSIDE in _main(sign_in("rita"), page)
    _manager(cast, "amir")
    assert INSIDE not in _main(sign_in("rita"), page)


def test_what_is_said_before_is_what_stands_afterwards(cast: Cast, sign_in: SignIn) -> None:
    """The same rule is asked before it is submitted and once it waits."""
    order_id = cast.issued()
    _no_manager(cast)
    billing.submitted(cast, order_id)
    assert "Nobody is left who could decide on the evidence." in _main(sign_in("otto"), f"/orders/{order_id}")
    _manager(cast, "amir")
    assert "Amir decides on the evidence." in _main(sign_in("otto"), f"/orders/{order_id}")


def test_it_takes_the_same_queries_among_many_people(cast: Cast, sign_in: SignIn) -> None:
    order: Order = order_of(cast, cast.issued())
    few = _queries(sign_in("cleo"), f"/orders/{order.id}/evidence/new")
    for name in ("amir", "bela", "iris", "petra"):
        _manager(cast, name)
    assert _queries(sign_in("cleo"), f"/orders/{order.id}/evidence/new") == few == 23


def _no_manager(cast: Cast) -> None:
    revoke_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", reason="She leaves us")


def _manager(cast: Cast, name: str) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.members[name].id, role="manager")


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def _main(client: Client, address: str) -> Any:
    return client.get(address).content.decode().split("<main")[1]
