"""The pages of Pia, who administers purchase orders: made from the addresses that there are."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from counterfoil.interfaces.web.urls import urlpatterns

from ...actions.administering import po_admin
from ...actions.sharing import share, shared
from ...cast import Cast
from ..api.conftest import Callers
from ..api.test_po_admin import DEALINGS
from ..api.test_strangers import one_of_each
from .conftest import SignIn

REPORT = "purchase_orders"
_OPEN = {"member", "team"}
"""What she finds of somebody's id: people and their teams."""
_DOORS = {"invitation_link", "first", "healthz", "account_logout"}


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


@pytest.fixture
def pia(cast: Cast, sign_in: SignIn) -> Client:
    po_admin(cast)
    return sign_in("pia", raise_request_exception=False)


@pytest.mark.req(26)
def test_no_page_shows_her_anything_else_of_finance(cast: Cast, pia: Client) -> None:
    ids = one_of_each(Callers(cast))
    none_of_hers = {name: ids[name] for name in DEALINGS.split()} | {"order_id": ids["order_id"]}
    for one in urlpatterns:
        names = re.findall(r"<(\w+):(\w+)>", str(one.pattern))
        if one.name in _DOORS or "(?P<" in str(one.pattern) or any(kind != "uuid" for kind, _name in names):
            continue
        given = {name: ids.get(name, ids["order_id"]) for _kind, name in names}
        answer = pia.get(reverse(str(one.name), kwargs=given, urlconf="counterfoil.interfaces.web.urls"))
        assert answer.status_code < 500, one.name
        if names and one.name not in _OPEN:
            assert answer.status_code in (302, 403, 404, 405), one.name
        if one.name != REPORT and answer.status_code == 200:
            page = b"".join(answer) if answer.streaming else answer.content
            assert not [name for name, row in none_of_hers.items() if row in page.decode()], one.name


@pytest.mark.req(4, 23, 26)
def test_she_sees_a_shared_order_and_its_shares_in_the_report(cast: Cast, pia: Client) -> None:
    one = shared(cast)
    drawn = share(cast, one)
    page = pia.get(f"/shared-orders/{one}").content.decode()
    assert "1,000.00" in page and "/reports/purchase-orders?number=4500012345" in page
    for words in ("Edit", "Say who may use it", "thresholds"):
        assert words in page, words
    report = pia.get("/reports/purchase-orders").content.decode()
    assert "Bees for the roof" in report and "1,000.00" in report
    assert str(drawn) not in report and str(cast.engagement_id) not in report
    assert 'href="/contractors"' not in report


@pytest.mark.req(26)
def test_her_keys_lead_to_what_she_sees(cast: Cast, pia: Client, sign_in: SignIn) -> None:
    told = {}
    for who, client in (("pia", pia), ("fay", sign_in("fay"))):
        told[who] = dict(re.findall(r'data-go="(\w)" href="([^"]+)"', client.get("/").content.decode()))
    assert told["pia"] == {"d": "/", "o": "/shared-orders"}
    assert told["fay"].keys() == {"d", "o", "i", "r", "e", "p"}
