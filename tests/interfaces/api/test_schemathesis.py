"""Whatever the document allows, and much that it does not: never a 500, and every answer is one that is declared."""

from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.permissions import OWNER, ROLES
from counterfoil.foundation.companies.queries import member_of

from ...cast import NOW, Cast, load_cast
from .conftest import ROOT, Caller, key_for

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
BOUNDED = settings(
    max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def known(transactional_db: None) -> Cast:
    """A company with an order in every state, and Olga with every role."""
    cast = load_cast()
    for role in ROLES:
        if role != OWNER:
            grant_role(by=cast.olga, at=NOW, member_id=cast.olga.id, role=role, confirm=cast.olga.name)
    cast.members["olga"] = member_of(cast.company_id, cast.olga.id)
    return cast


def _document() -> Any:
    return schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", get_wsgi_application())


@pytest.fixture
def fuzzed(known: Cast) -> Any:
    """The document as schemathesis reads it, and whom it speaks for."""
    return _document(), Caller(key_for(known.olga)), known


def test_no_request_breaks_the_api(fuzzed: Any) -> None:
    document, olga, cast = fuzzed
    orders = [str(make()) for make in (cast.draft, cast.pending, cast.approved, cast.issued)]
    for found in document.get_all_operations():
        _try(found.ok(), olga, orders)


def _try(operation: Any, olga: Caller, orders: list[str]) -> None:
    turns = cycle([*orders, None, None])

    def one(case: Any) -> None:
        # Mostly an order that is there: otherwise nearly everything would end as 404.
        if "order_id" in (case.path_parameters or {}) and (order_id := next(turns)):
            case.path_parameters["order_id"] = order_id
        case.call_and_validate(headers={"Authorization": f"Bearer {olga.secret}"}, checks=CHECKS)

    for mode in schemathesis.GenerationMode:
        BOUNDED(given(case=operation.as_strategy(generation_mode=mode))(one))()
