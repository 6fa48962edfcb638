"""What is said in Python and in SQL is the same on both sides: units, small differences, holds, and who holds which role."""

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.companies.permissions import PERMISSIONS
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.money import currencies, last_unit
from counterfoil.foundation.parties.holds import PAYMENT, SCOPES, held
from counterfoil.lifecycle.invoices.models import InvoiceHold
from counterfoil.lifecycle.matching.match_case import MatchCase
from counterfoil.lifecycle.matching.small import most_small

from ..rules.staged import TODAY, invoice, order
from .siege import Siege

pytestmark = pytest.mark.django_db

CURRENCIES = sorted(currencies())


def asked(sql: str, *given: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()[0]


def test_every_currency_has_the_same_last_unit() -> None:
    assert len(CURRENCIES) > 150
    said = {one: asked("SELECT last_unit(%s)", one) for one in CURRENCIES}
    assert {one: unit for one, unit in said.items() if unit != last_unit(one)} == {}


@given(limit=st.decimals(0, 10**9, places=4), currency=st.sampled_from(["EUR", "JPY", "KWD"]))
@settings(max_examples=100, deadline=None)
def test_small_differences_are_bounded_alike(limit: Decimal, currency: str) -> None:
    match_case = MatchCase(invoice(), [], Company(), TODAY, order=order(limit_amount=limit, currency=currency))
    assert asked("SELECT most_small(%s, %s)", limit, currency) == most_small(match_case)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("days", [None, -1, 0, 1])
def test_a_hold_keeps_money_from_leaving_on_the_same_days(siege: Siege, scope: str, days: int | None) -> None:
    last_day = None if days is None else TODAY + timedelta(days=days)
    siege.cursor.execute("ALTER TABLE invoices_invoicehold DISABLE TRIGGER USER")
    siege.cursor.execute(
        "UPDATE invoices_invoicehold SET scope = %s, last_day = %s WHERE id = %s",
        [scope, last_day, siege.names["standing_invoicehold"]],
    )
    siege.cursor.execute(
        "SELECT is_payment_held(%s, %s, %s, %s, %s)",
        [siege.names["company"], siege.names["held_invoice"], new_id(), new_id(), TODAY],
    )
    hold = InvoiceHold(scope=scope, last_day=last_day, state="standing", reason="Because", owner=Member(name="Petra"))
    assert siege.cursor.fetchone() == (bool(held([hold], PAYMENT, TODAY)),)


GUARDED = {
    "a link is made by an owner": ("member.invite", "invitation.renew", "invitation.send"),
    "a variance is accepted by an approver, by payables or by finance": "exception.accept",
    "money is released by finance": ("payment.release", "payment.release_several", "payment.mark_paid"),
    "a refund is confirmed by finance, by payables or by an owner": "refund.confirm",
    "a twin is confirmed by finance": "payment.confirm_twin",
    "an advance is asked for by a manager, by payables or by finance": "advance.request",
    "a set-off that has arrived is taken back by finance": "invoice.undo_set_off",
    "who may use an order is said by finance, a PO administrator or an owner": ("order.permit", "member.hand_over"),
    "a write-off is noted by finance": ("writeoff.note_invoice", "writeoff.note_order", "writeoff.note_balance"),
    "a write-off is approved by finance or by an owner": "writeoff.approve",
    "evidence is accepted by who looks after orders or receives for the company": (
        "evidence.accept",
        "evidence.receive",
    ),
}
"""The sentence of each guard that names roles, and the verbs whose roles they are."""
_ROLES = re.compile(
    r"holds_role\([^)]*'\{([a-z_,]+)\}',\s+(?:'\{([a-z_.,]+)\}'|ARRAY\[[^\]]*\])\) THEN\s+PERFORM refuse\(\w+, '([^']*)'"
)
"""The roles, the verbs (but where they are put together), and the sentence."""


def test_guards_name_the_roles_of_their_verbs_and_the_verbs() -> None:
    rooms = [Path(config.path) / "functions.sql" for config in apps.get_app_configs()]
    found = [one for room in rooms if room.exists() for one in _ROLES.findall(room.read_text())]
    named = {words: set(roles.split(",")) for roles, _verbs, words in found}
    verbs = {words: [one] if isinstance(one, str) else one for words, one in GUARDED.items()}
    assert all(set(said.split(",")) == set(verbs[words]) for _roles, said, words in found if said)
    assert named == {words: set().union(*(PERMISSIONS[verb] for verb in of)) for words, of in verbs.items()}
