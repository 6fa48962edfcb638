"""Who acted by a right that reached less far, or was over by then, is named from the trail alone."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.lifecycle.matching.actions import hand_over
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import matched
from ..actions.sharing import permit, shared
from ..actions.test_member_hand_over import owned_by
from ..cast import NOW, Cast
from .fulfilment import told
from .tampering import OFF, sentences, tampered

pytestmark = pytest.mark.django_db(transaction=True)

_NARROWED = """UPDATE trail_change SET plain = jsonb_set(plain, '{only,1}', '["offer.approve"]')
  WHERE relation = 'companies_right' AND plain->'only'->1 ? 'order.approve'"""
_ALTERED = """UPDATE trail_change SET plain = jsonb_set(plain, '{until,1}', '"2026-03-02"') WHERE plain->'until'->>1 > '2100'"""


def _tell(cast: Cast) -> None:
    """Otto, whose right was over and was given anew for orders alone, approves up to 2,000.00; Edda issues up to as much, and
    releases by a right to nothing else."""
    given: dict[str, Any] = {"by": cast.olga, "at": NOW, "member_id": cast.otto.id, "role": "approver"}
    grant_role(**given, until=NOW.date())
    grant_role(**given, most=Decimal(2000), until=NOW.date() + timedelta(36_000), only=["order.approve"])
    grant_role(by=cast.olga, at=NOW, member_id=cast.edda.id, role="issuer", most=Decimal(2000))
    otto, edda = cast.again("otto"), cast.again("edda")
    order_id = UUID(orders.create(by=cast.rita, at=NOW, values=cast.values())["id"])
    shown = orders.submit(by=cast.rita, at=NOW, order_id=order_id)["digest"]
    orders.approve(by=otto, at=NOW, order_id=order_id, shown=shown)
    orders.issue(by=edda, at=NOW, order_id=order_id)
    released: dict[str, Any] = {"only": ["payment.release"], "confirm": "Edda"}
    grant_role(by=cast.olga, at=NOW, member_id=cast.edda.id, role="finance", most=Decimal(2000), **released)
    payments.release(by=cast.again("edda"), at=NOW, invoice_id=matched(cast, number="R-9"))
    owned_by(cast, "rita")
    permit(cast, shared(cast), "rita")
    for role in ("manager", "payables"):
        grant_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role=role)
    hand_over(by=cast.olga, at=NOW, member_id=cast.rita.id, to_id=cast.again("bela").id, reason="They leave")


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told(_tell) as cast:
        yield cast


@pytest.mark.req(26, 95)
def test_the_books_of_narrowed_rights_are_right(cast: Cast) -> None:
    assert sentences(cast.company_id) == []


@pytest.mark.req(26, 95)
def test_who_went_beyond_their_right_is_named(cast: Cast, owner: psycopg.Connection[Any]) -> None:
    with tampered(owner, "approvals_approval", "UPDATE approvals_approval SET amount = 2000.01"):
        found = sentences(cast.company_id)
    assert any("Otto decided a step" in one for one in found)
    with tampered(owner, "payments_allocation", "UPDATE payments_allocation SET amount = 2000.01"):
        found += sentences(cast.company_id)
    assert any("Edda released 2000.01 at once" in one for one in found)
    assert any("Edda issued PO-2026-00001 of 2000.01" in one for one in found)


@pytest.mark.req(26, 95)
@pytest.mark.parametrize(
    ("altered", "said"),
    [
        (_ALTERED, ["Otto did order.approve"]),
        (_NARROWED, ["Otto did order.approve", "Otto decided a step"]),
        (_NARROWED.replace("order.approve", "payment.release"), ["Edda did payment.release", "Edda released 1000.00"]),
    ],
    ids=["last day", "approving", "releasing"],
)
def test_a_right_that_is_altered_behind_the_program_is_named(
    cast: Cast, owner: psycopg.Connection[Any], altered: str, said: list[str]
) -> None:
    owner.execute("CREATE TEMP TABLE said AS TABLE trail_change")
    owner.execute(OFF.format("trail_change", altered))
    found = sentences(cast.company_id)
    owner.execute(
        OFF.format("trail_change", "UPDATE trail_change c SET plain = s.plain FROM said s WHERE s.seq = c.seq")
    )
    owner.execute("DROP TABLE said")
    assert all(any(one in sentence for sentence in found) for one in said)
