"""What searches look as the owner, beside row security: they answer about the company in scope, and about no other."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor

from ..actions import billing
from ..actions.customising import field
from ..actions.loading import delivered, loaded
from ..cast import NOW, Cast
from .test_grants import DEFINERS

pytestmark = pytest.mark.django_db(transaction=True)

ASKED: dict[str, list[Any]] = {
    "find_orders(text,integer)": ["Spring"],
    "find_numbered(text,integer)": ["1"],
    "find_orders_of(numeric[],integer)": [[1000]],
    "find_invoices(text[],text[],integer)": [["R-1"], ["R1"]],
    "find_invoices_of(numeric[],integer)": [[1000]],
    "find_payments(text[],text[],integer)": [["R-1"], ["R1"]],
    "find_payments_of(numeric[],integer)": [[1000]],
    "find_referenced(text,integer)": ["SEPA-1"],
    "find_contractors(text[],integer)": [["CLEO2"]],
    "find_arrivals(text[],integer)": [["ERP"]],
    "find_orders_by_fields(text[],integer)": [["maroon"]],
    "find_contractors_by_fields(text[],integer)": [["maroon"]],
}
"""What each search is asked for, of which the company has something."""


@pytest.mark.parametrize("function", ASKED)
def test_a_search_answers_its_own_company_and_no_other(cast: Cast, function: str) -> None:
    billing.settled(cast, billing.matched(cast), reference="SEPA-1")
    delivered(cast, loaded(cast), "receipt", "ERP-R-1")
    field(cast, "SHADE")
    field(cast, "COAT", applies_to="contractor")
    cast.draft(fields={"SHADE": "Maroon"})
    values = ContractorValues(code="NEW", name="New", currency="EUR", fields={"COAT": "Maroon"})
    add_contractor(by=cast.rita, at=NOW, values=values)
    with scope.reading(cast.company_id):
        assert _found(function), "or the test would show nothing"
    with scope.reading(cast.mallory.company_id):
        assert _found(function) == []
    with pytest.raises(ProgrammingError, match="no company is set"):
        _found(function)


def test_every_search_is_asked() -> None:
    assert {one for one in DEFINERS if one.startswith("find_")} == ASKED.keys()


def _found(function: str) -> list[Any]:
    kinds = function.partition("(")[2].removesuffix(")").split(",")
    holes = ", ".join(f"%s::{kind}" for kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function.partition('(')[0]}({holes})", [*ASKED[function], 50])
        return cursor.fetchall()
