"""Services and their keys; who made a key, and who had a hand in what was replaced, as the trail knows it."""

from importlib import import_module
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.actions.members import deactivate_member, grant_role, revoke_role
from counterfoil.foundation.companies.models import ApiKey, Member
from counterfoil.foundation.companies.queries import member_of_key
from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order

from ..cast import NOW, Cast
from .makers import by_key, left_alone, refused
from .tampering import OFF, Behind, kinds

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "Because of the budget"


@pytest.fixture
def alone(cast: Cast, behind: Behind) -> Cast:
    """Everybody, with Olga behind three of them."""
    return left_alone(cast, behind)


def _service(cast: Cast, role: str = "manager", by: str = "edda", scopes: str = "*") -> tuple[Member, str]:
    """A service and the secret of its key."""
    service_id = UUID(add_service(by=cast.olga, at=NOW, values=ServiceValues(name=f"Harvest {role}", role=role))["id"])
    values = KeyValues(name="Key", member_id=service_id, scopes=[scopes])
    secret = str(create_key(by=cast.members[by], at=NOW, values=values)["secret"])
    return by_key(secret), secret


def test_a_service_can_be_the_declared_issuer_and_can_not_approve(cast: Cast) -> None:
    issuer, _secret = _service(cast, "issuer")
    manager, _secret = _service(cast, "manager")
    order_id = cast.pending()
    assert refused(orders.approve, by=manager, order_id=order_id, shown="x") == ["not_permitted"]
    assert orders.issue(by=issuer, at=NOW, order_id=cast.approved())["state"] == "issued"


def test_who_makes_a_services_key_approves_nothing_that_it_brings(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="engineer")
    cast.again("amir")
    service_id = UUID(add_service(by=cast.olga, at=NOW, values=ServiceValues(name="Harvest", role="manager"))["id"])
    values = KeyValues(name="Key", member_id=service_id, scopes=["order.create", "order.submit"])
    made = create_key(by=cast.amir, at=NOW, values=values)
    assert made["warnings"] == ["Amir can no longer approve what Harvest brings."]
    service, amir, bela = by_key(made["secret"]), cast.again("amir"), cast.again("bela")
    order_id = UUID(orders.create(by=service, at=NOW, values=cast.values())["id"])
    shown = orders.submit(by=service, at=NOW, order_id=order_id)["digest"]
    assert refused(orders.approve, by=amir, order_id=order_id, shown=shown) == ["own_request"]
    assert orders.approve(by=bela, at=NOW, order_id=order_id, shown=shown)["state"] == "approved"


def test_a_services_key_ends_with_the_right_of_its_maker_to_make_it(cast: Cast) -> None:
    _member, secret = _service(cast)
    revoke_role(by=cast.olga, at=NOW, member_id=cast.edda.id, role="engineer", reason=WHY)
    assert member_of_key(secret, NOW) is None
    grant_role(by=cast.olga, at=NOW, member_id=cast.edda.id, role="engineer")
    assert member_of_key(secret, NOW)
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.edda.id, reason=WHY)
    assert member_of_key(secret, NOW) is None


def test_a_key_ends_when_a_maker_up_its_chain_leaves(alone: Cast) -> None:
    """Rita's own key was made with one that Olga had made for her."""
    secret = str(create_key(by=alone.rita, at=NOW, values=KeyValues(name="Own", scopes=["*"]))["secret"])
    assert by_key(secret).has_hand_in([alone.olga.id])
    _owner_besides(alone)
    deactivate_member(by=alone.fay, at=NOW, member_id=alone.olga.id, reason=WHY)
    assert member_of_key(secret, NOW) is None


def _owner_besides(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="owner")
    cast.members["fay"] = cast.again("amir")


def _filled_again(behind: Behind) -> None:
    migration = import_module("counterfoil.foundation.companies.migrations.0002_who_makes_a_key")
    behind(OFF.format("companies_apikey", migration.FROM_THE_TRAIL))


def test_makers_of_keys_that_were_there_are_read_from_the_trail(cast: Cast, behind: Behind) -> None:
    first, _secret = _service(cast)
    own = by_key(str(create_key(by=cast.edda, at=NOW, values=KeyValues(name="Own", scopes=["*"]))["secret"]))
    made = UUID(create_key(by=own, at=NOW, values=KeyValues(name="Next", scopes=[]))["id"])
    nobody = f"UPDATE companies_apikey SET made_by_id = '{cast.olga.id}', made_with_id = null, made_at = now()"
    behind(OFF.format("companies_apikey", nobody))
    assert kinds(cast.company_id) == {"maker of a key"}
    _filled_again(behind)
    with scope.reading(cast.company_id):
        assert set(ApiKey.objects.values_list("made_by_id", flat=True)) == {cast.edda.id}
        assert ApiKey.objects.get(id=made).made_with_id == own.api_key_id
        assert ApiKey.objects.get(id=first.api_key_id).made_with_id is None
    assert verify(cast.company_id).clean


def _replaced(cast: Cast, order_id: UUID, who: str) -> UUID:
    return UUID(orders.cancel(by=cast.members[who], at=NOW, order_id=order_id, reason=WHY, replace=True)["replacement"])


def test_verify_finds_an_approval_that_leaves_out_who_had_a_hand_in_it(cast: Cast, behind: Behind) -> None:
    order_id = _replaced(cast, cast.issued(), "iris")
    orders.submit(by=cast.iris, at=NOW, order_id=order_id)
    assert verify(cast.company_id).clean
    with scope.reading(cast.company_id):
        approval_id = Order.objects.get(id=order_id).approval_id
    behind(
        OFF.format(
            "approvals_approval",
            f"UPDATE approvals_approval SET interested = '{{{cast.iris.id}}}' WHERE id = '{approval_id}'",
        )
    )
    assert "interested" in kinds(cast.company_id)
