"""Three thousand orders: desk, counts, filters, a saved view, totals and files say what SQL says."""

import csv
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from ..cast import Cast, line
from ..many import multiplied
from .conftest import Windows

EACH = 499
"""How many copies there are of each of the six: three thousand orders in all."""
_NET = "JOIN orders_revision r ON r.order_id = o.id AND r.number = o.revision_number"
_TO_APPROVE = "o.state = 'pending' AND (SELECT role FROM approvals_step s WHERE s.approval_id = o.approval_id AND \
s.state = 'waiting' ORDER BY position LIMIT 1) = 'approver'"

Sql = Any


@pytest.fixture
def sql(everybody: Cast, windows: Windows) -> Iterator[Sql]:
    """Three thousand orders of the cast, and a superuser who counts them."""
    orders = [
        everybody.draft(title="Sketches"),
        everybody.pending(title="Posters"),
        everybody.pending(title="Murals", lines=[line(80)]),
        everybody.approved(title="Leaflets", lines=[line(3)]),
        everybody.issued(title="Photographs", lines=[line(7, "33.33")]),
        everybody.issued(title="Fairs", currency="USD", rate="1.1", lines=[line(2)]),
    ]
    with psycopg.connect(os.environ["DATABASE_SUPERUSER_URL"], dbname=connection.settings_dict["NAME"]) as opened:
        multiplied(opened, orders, EACH)
        yield opened
        opened.rollback()


def _count(sql: Sql, where: str) -> int:
    return int(sql.execute(f"SELECT count(*) FROM orders_order o {_NET} WHERE {where}").fetchone()[0])


def _sum(sql: Sql, where: str) -> dict[str, Decimal]:
    found = sql.execute(f"SELECT o.currency, sum(r.net) FROM orders_order o {_NET} WHERE {where} GROUP BY o.currency")
    return dict(found.fetchall())


def _totals(page: Page) -> dict[str, Decimal]:
    """What stands at the foot of a list, by currency."""
    told = [one.inner_text().split() for one in page.locator(".list-totals dd").all()]
    return {currency: Decimal(figure.replace(",", "")) for currency, figure in told}


def _rows_told(page: Page) -> int:
    return int(page.locator(".list-rows").inner_text().split()[0].replace(",", ""))


@pytest.mark.req(158)
def test_page_desk_view_and_file_agree_with_sql(windows: Windows, sql: Sql, tmp_path: Path) -> None:
    assert _count(sql, "true") == 6 * (EACH + 1)
    amir = windows.of("amir")
    _desk(amir, "approve", _count(sql, _TO_APPROVE))
    assert _rows_told(amir) == _count(sql, _TO_APPROVE)
    assert _totals(amir) == _sum(sql, _TO_APPROVE)
    _desk(windows.of("iris"), "issue", _count(sql, "o.state = 'approved'"))
    rita = windows.of("rita")
    expect(rita.locator("#sent .count")).to_have_text(
        str(_count(sql, "o.state NOT IN ('cancelled', 'closed', 'draft')"))
    )
    _chips(rita, sql)
    _view(rita, sql, tmp_path)


def _desk(page: Page, pile: str, count: int) -> None:
    """So many wait, ten of them are shown, and the way to all of them leads to as many."""
    expect(page.locator(f"#pile-{pile} .count")).to_have_text(str(count))
    section = page.locator(f"section[aria-labelledby=pile-{pile}]")
    expect(section.locator("li.slip")).to_have_count(10)
    section.get_by_role("link", name=f"All {count}").click()
    expect(page.locator(".list-rows")).to_be_visible()


def _chips(page: Page, sql: Sql) -> None:
    page.get_by_role("link", name="Orders").first.click()
    for state in ("draft", "pending", "approved", "issued"):
        chip = page.locator(f".chips a[href*='state={state}']")
        expect(chip).to_contain_text(str(_count(sql, f"o.state = '{state}'")))
    assert _totals(page) == _sum(sql, "true")


def _view(page: Page, sql: Sql, folder: Path) -> None:
    """Issued ones of a certain size that nobody has invoiced: kept as a view, come back to, and downloaded."""
    where = "o.state = 'issued' AND r.net BETWEEN 200 AND 300 AND o.currency = 'EUR'"
    page.goto(page.url.split("?")[0] + "?state=issued&net_from=200&net_to=300&currency=EUR&invoiced=false&sort=-net")
    assert (_rows_told(page), _totals(page)) == (_count(sql, where), _sum(sql, where))
    page.locator("summary", has_text="Views").click()
    page.get_by_label("Name", exact=True).fill("Not invoiced yet")
    page.get_by_role("button", name="Save as a view").click()
    page.get_by_role("link", name="Orders").first.click()
    page.locator("summary", has_text="Views").click()
    page.get_by_role("link", name="Not invoiced yet").click()
    assert (_rows_told(page), _totals(page)) == (_count(sql, where), _sum(sql, where))
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV")).click()
    path = folder / "orders.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == _count(sql, where)
    assert sum((Decimal(row["Amount"]) for row in rows), Decimal(0)) == _sum(sql, where)["EUR"]
    assert {row["Currency"] for row in rows} == {"EUR"}
