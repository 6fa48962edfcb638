"""The report page: figures that lead to what is behind them, the picture with its table, and what is done from each row."""

import re

import pytest

from ...actions.billing import accepted, invoice_of, matched, settled
from ...alerting import raised
from ...cast import Cast
from ...watching import watched
from .conftest import SignIn

ADDRESS = "/reports/purchase-orders"


@pytest.mark.req(4, 22)
def test_each_figure_leads_to_what_is_behind_it(cast: Cast, sign_in: SignIn) -> None:
    bill = matched(cast)
    settled(cast, bill)
    order_id = invoice_of(cast, bill).order_id
    page = sign_in("fay").get(ADDRESS).content.decode()
    for list_name in ("evidence", "invoices", "payments"):
        assert re.search(rf'href="/{list_name}\?order_id={order_id}">1,000.00</a>', page), list_name
        assert sign_in("fay").get(f"/{list_name}?order_id={order_id}").status_code == 200
    assert f'href="/orders/{order_id}"' in page and f'href="/orders/{order_id}/thresholds"' in page
    assert f'href="/engagements/{cast.engagement_id}"' in page and "Drawn over time" in page
    assert page.count("<polygon") == 4 and "By month, as a table" in page


@pytest.mark.req(22)
def test_alerts_and_state_are_said_and_filtered_by(cast: Cast, sign_in: SignIn) -> None:
    order_id = watched(cast, "accepted 50%")
    accepted(cast, order_id, 6)
    raised(cast, order_ids=[order_id])
    other = cast.issued()
    page = sign_in("otto").get(f"{ADDRESS}?alerted=true").content.decode()
    assert f"/alerts?order_id={order_id}&amp;state=stands" in page and str(other) not in page
    assert "/thresholds" not in page, "an auditor changes nothing"
    assert str(order_id) not in sign_in("otto").get(f"{ADDRESS}?state=closed").content.decode()


def test_files_have_what_the_page_has(cast: Cast, sign_in: SignIn) -> None:
    settled(cast, matched(cast))
    answer = sign_in("fay").get(f"{ADDRESS}?format=csv")
    text = b"".join(answer.streaming_content).decode()
    assert "Authorised" in text and "Remaining" in text and "1000.00" in text


def test_where_nothing_is_and_for_whom_nothing_is(cast: Cast, sign_in: SignIn) -> None:
    assert "There is no purchase order yet." in sign_in("fay").get(ADDRESS).content.decode()
    assert sign_in("cleo").get(ADDRESS).status_code == 404
