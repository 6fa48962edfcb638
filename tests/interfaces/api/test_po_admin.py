"""Pia administers purchase orders. Of what the company deals, agrees and pays she finds nothing, at no address.

The walk is made from the OpenAPI document, so that an operation that is added later is walked too.
"""

import re
from typing import Any

import pytest

from counterfoil.foundation.companies.permissions import PO_ADMIN, verbs_of

from ...actions.administering import po_admin
from ...actions.sharing import share, shared
from .conftest import Caller, Callers, key_for, standing
from .test_openapi import operations
from .test_strangers import BODIES, one_of_each

DEALINGS = (
    "invoice_id payment_id exception_id contractor_id engagement_id offer_id contract_id jobpost_id refund_id writeoff_id "
    "piece_id submission_id rate_id match_policy_id hold_id mail_id discount_id tax_id account_id arrival_id"
)
"""The names in addresses of what is none of hers."""
FIGURES = {"/api/v1/purchase-orders"}
"""The report: of each order it names contractor and contract, and says the figures that every order has."""
_READS = {
    "member.get",
    "team.get",
    "company.get",
    "separation.get",
    "view.list",
    "alertpreference.list",
    "search.find",
}
OWN_VERBS = verbs_of(frozenset({PO_ADMIN}))
_OPERATIONS = operations()
_GETS = [(path, one["operationId"]) for method, path, one in _OPERATIONS if method == "get"]
_WRITES = [(method, path, one["operationId"]) for method, path, one in _OPERATIONS if method != "get"]


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


@pytest.fixture
def pia(api: Callers) -> Caller:
    return Caller(key_for(po_admin(api.cast)))


@pytest.fixture
def ids(api: Callers) -> dict[str, str]:
    return one_of_each(api)


class TestNothingElseOfFinance:
    """Every list, every address, and every verb, with the key of a PO administrator."""

    @pytest.mark.req(26)
    def test_no_list_has_any_of_it(self, api: Callers, pia: Caller, ids: dict[str, str]) -> None:
        none_of_hers = {name: ids[name] for name in DEALINGS.split()} | {"order_id": ids["order_id"]}
        for path, operation in _GETS:
            if "{" in path or path in FIGURES:
                continue
            answer = pia.get(path.removeprefix("/api/v1"), **({"q": "R-"} if operation == "search.find" else {}))
            assert answer.status_code in (200, 403, 404), path
            found = [name for name, one in none_of_hers.items() if one in answer.content.decode()]
            assert not found, path

    @pytest.mark.req(26)
    def test_no_address_has_any_of_it(self, pia: Caller, ids: dict[str, str]) -> None:
        for path, operation in _GETS:
            if "{" not in path:
                continue
            answer = pia.get(re.sub(r"{(\w+)}", lambda name: ids[name.group(1)], path).removeprefix("/api/v1"))
            assert answer.status_code == (200 if operation in _READS else 404), path

    @pytest.mark.req(26)
    def test_no_verb_but_her_own_does_anything(self, api: Callers, pia: Caller, ids: dict[str, str]) -> None:
        before = standing(api.cast)
        for method, path, operation in _WRITES:
            at = re.sub(r"{(\w+)}", lambda name: ids[name.group(1)], path).removeprefix("/api/v1")
            version = 1 if method in ("patch", "delete") else None
            answer = pia.send(method.upper(), at, BODIES.get(operation), version=version)
            assert answer.status_code in ((400, 403, 404, 409, 422) if operation in OWN_VERBS else (403, 404, 422)), (
                operation
            )
        assert standing(api.cast) == before


@pytest.mark.req(4, 26)
def test_she_sees_shared_orders_and_the_figures_of_their_shares(api: Callers, pia: Caller) -> None:
    one = shared(api.cast)
    drawn = share(api.cast, one)
    told = pia.get(f"/shared-orders/{one}").json()
    assert told["drawn"] == "1000.00" and told["shares"] == [str(drawn)]
    (row,) = pia.get("/purchase-orders").json()["items"]
    assert (row["id"], row["authorised"], row["remaining"]) == (str(drawn), "1000.00", "1000.00")
    assert pia.get(f"/orders/{drawn}").status_code == 404


@pytest.mark.req(2, 8, 26)
def test_she_loads_one_says_who_may_use_it_and_when_to_be_told(api: Callers, pia: Caller) -> None:
    body: dict[str, Any] = {"number": "45009", "net": "10000", "currency": "EUR", "restricted": True}
    body["members"] = [str(api.cast.rita.id)]
    one = pia.post("/shared-orders", body).json()["id"]
    path = f"/shared-orders/{one}"
    users = {"restricted": True, "members": [str(api.cast.rita.id), str(api.cast.amir.id)]}
    assert pia.send("PUT", f"{path}/users", users, version=_version(pia, path)).status_code == 200
    assert pia.send("PATCH", path, {"title": "Bees"}, version=_version(pia, path)).status_code == 200
    marks = {"thresholds": [{"figure": "accepted", "percent": "80"}]}
    assert pia.send("PUT", f"/orders/{one}/thresholds", marks, version=_version(pia, path)).status_code == 200
    assert pia.post(f"/orders/{one}/cancel", {"reason": "Because"}).status_code == 403


def _version(pia: Caller, path: str) -> int:
    return int(pia.get(path).json()["version"])
