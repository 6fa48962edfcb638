"""A line over HTTP ends settled, and leaves clean books behind."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from bench.counting import WithinReach
from bench.line import VERBS, run
from bench.people import PEOPLE, company
from counterfoil.foundation.companies.queries import member_of_key
from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify import books
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.payments.models import Payment


@pytest.mark.django_db(transaction=True)
def test_a_line_ends_settled_and_the_books_are_clean(settings: Any) -> None:
    settings.COUNTERFOIL_API_RATE = (1_000_000, 60)
    founded = company("acme")
    took = run(WithinReach("", 0, [founded], datetime.now(UTC).date().isoformat()), 1)
    assert len(took) == len(VERBS)
    fay = member_of_key(founded.keys["fay"], timezone.now())
    assert fay is not None
    with scope.reading(fay.company_id):
        assert [one.state for one in Invoice.objects.all()] == ["paid"]
        assert [one.state for one in Payment.objects.all()] == ["settled"]
    assert books.verify(fay.company_id).findings == []


@pytest.mark.django_db
def test_everybody_acts_with_one_role_and_their_own_key() -> None:
    founded = company("acme")
    roles = {name: member_of_key(founded.keys[name], timezone.now()) for name in PEOPLE}
    assert {name: member and member.roles for name, member in roles.items()} == {
        name: frozenset({role}) for name, role in PEOPLE.items()
    }
