"""How many statements each verb of the line takes, from the key's look-up to the entry, is pinned: more need a reason.

BEGIN and COMMIT are not counted; everything else is: the key, its rate, scope, locks, reads, writes and the entry.
"""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from bench.counting import of_http
from bench.people import company

PINNED = {
    # One of creating, submitting and issuing asks whether an order has to begin with a requisition.
    "order.create": 7,
    # Two of submitting and of issuing look at the contract: what it allows, and what its other orders hold of that.
    "order.submit": 14,
    "order.approve": 11,
    "order.issue": 13,
    # One of them asks whether an order that has run out takes more.
    "evidence.submit": 8,
    "evidence.accept": 9,
    "invoice.receive": 13,
    # One of them waits for who releases the same amount to the same contractor, and looks what went there today.
    "payment.release": 16,
    "payment.initiate": 13,
    "payment.settle": 9,
}


@pytest.mark.django_db(transaction=True)
def test_each_verb_takes_as_many_statements_as_are_pinned(settings: Any) -> None:
    settings.COUNTERFOIL_API_RATE = (1_000_000, 60)
    statements = of_http(company("acme"), datetime.now(UTC).date().isoformat(), 1)
    told = "\n".join(f"{verb}: {len(sent)}: {'; '.join(map(_short, sent))}" for verb, sent in statements.items())
    assert {verb: len(sent) for verb, sent in statements.items()} == PINNED, told


def _short(statement: str) -> str:
    """What a statement does, and to which table first."""
    names = re.findall(r'(?:FROM|INTO|UPDATE) "?(\w+)"?|(\w+)\(', statement)
    locks = " for update" if "FOR UPDATE" in statement else ""
    return f"{statement.split()[0].lower()} {next((one or other for one, other in names), '')}{locks}"
