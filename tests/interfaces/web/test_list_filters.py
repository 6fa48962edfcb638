"""The filter panel, what is typed into it, the order of a list, and a list as a file."""

import csv
import io
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from counterfoil.formats.tables.defusing import defused
from counterfoil.insight.listing import filters, totals
from counterfoil.interfaces.web.pages import invoices as invoices_view

from ...actions import billing
from ...cast import Cast, line
from ...formats.test_tables import sheets
from ...insight.listing.shelves import fill
from .conftest import SignIn, speak

LISTS = ("/orders", "/invoices", "/payments")
PEOPLE = ("fay", "rita", "cleo", "mallory")


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("name", PEOPLE)
def test_the_file_is_what_is_shown(cast: Cast, sign_in: SignIn, page: str, name: str) -> None:
    fill(cast)
    client = sign_in(name)
    shown = client.get(page).content.decode()
    links = [unescape(text) for text in re.findall('class="row-link"[^>]*>([^<]+)<', shown)]
    heads, *filed = rows_of(client, f"{page}?format=csv")
    assert [line[0] for line in filed] == [defused(text) for text in links]
    for head in re.findall('<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)', shown):
        assert head in heads
    assert bool(filed) == (name != "mallory")


def test_nothing_in_a_file_is_a_formula(cast: Cast, sign_in: SignIn) -> None:
    fill(cast)
    cells = [cell for page in LISTS for line in rows_of(sign_in("fay"), f"{page}?format=csv") for cell in line]
    assert {"'=SUM(A1:A9)", "'-1 and more", "'@here", "'=1+1"} <= set(cells)
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_a_file_has_all_pages_and_the_filters_of_the_address(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invoices_view, "PAGE", 2)
    fill(cast)
    client = sign_in("petra")
    answer = client.get("/invoices?format=csv&currency=EUR&total_from=500&sort=total")
    assert answer["Content-Type"].startswith("text/csv")
    assert re.fullmatch(r'attachment; filename="invoices-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"])
    _heads, *filed = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [line[0] for line in filed] == ["R-DISPUTED", "R-GOING", "R-PAID", "R-PART"]


def test_what_is_typed_leads_to_the_plain_address(cast: Cast, sign_in: SignIn) -> None:
    speak(cast, "de_DE")
    client = sign_in("petra")
    typed = {
        "filter": "typed",
        "contractor": "CLEO2 · Cleo",
        "total_from": "1.234,50",
        "total_to": "",
        "issued_on_from": "2026-03-01",
        "currency": "eur",
        "overdue": "true",
        "state": "matched",
        "q": "r",
        "sort": "-total",
    }
    address = client.get("/invoices", typed)["Location"]
    expected = (
        f"contractor_id={cast.contractor_id}&issued_on_from=2026-03-01&total_from=1234.50&currency=EUR&overdue=true"
    )
    assert address == f"/invoices?q=r&state=matched&sort=-total&{expected}"
    shown = client.get(address).content.decode()
    assert "Total: from 1.234,5" in shown and "Contractor: Cleo" in shown and "Overdue" in shown
    assert 'value="1.234,5"' in client.get(f"{address}&filter=open").content.decode()
    assert client.get("/invoices", {"filter": "typed", "currency": ""})["Location"] == "/invoices"


def test_what_can_t_be_read_is_told_beside_its_field_and_kept(cast: Cast, sign_in: SignIn) -> None:
    billing.received(cast, None, number="R-1", total=100)
    billing.received(cast, None, number="R-2", total=900)
    page = sign_in("petra").get(
        "/invoices?filter=typed&contractor=nobody&total_from=many&total_to=500&currency=EUQ&issued_on_to=soon"
    )
    shown = page.content.decode()
    assert page.status_code == 200
    for words in (
        "Nothing is called so, or several are: Contractor.",
        "Write a number such as",
        "no currency EUQ",
        "This must be a date",
    ):
        assert words in shown, words
    assert shown.count('aria-invalid="true"') == 4
    assert 'value="nobody"' in shown and 'value="many"' in shown
    assert "R-1" in shown and "R-2" not in shown, "what can be read counts"


def test_beside_a_wrong_field_every_link_says_plainly_what_could_be_read(cast: Cast, sign_in: SignIn) -> None:
    speak(cast, "de_DE")
    billing.received(cast, None, number="R-1", total=1500)
    shown = sign_in("petra").get("/invoices?filter=typed&total_from=1.234&currency=EUQ&sort=-total").content.decode()
    assert "Total: from 1.234" in shown and "R-1" in shown and 'value="1.234"' in shown and 'value="EUQ"' in shown
    assert 'href="?sort=-total&amp;total_from=1234&amp;format=csv"' in shown
    assert "total_from=1.234" not in shown and "typed&" not in shown


@pytest.mark.parametrize("page", LISTS)
def test_an_address_of_rubbish_is_the_whole_list(cast: Cast, sign_in: SignIn, page: str) -> None:
    fill(cast)
    client = sign_in("fay")
    rubbish = (
        "state=lost&contractor_id=7&total_from=x&net_from=NaN&amount_from=-&currency=zz&sort=-name&after=1_2&on_hold=x"
    )
    assert rows_of(client, f"{page}?format=csv&{rubbish}") == rows_of(client, f"{page}?format=csv")
    assert client.get(f"{page}?{rubbish}&format=pdf").status_code == 200


def test_a_contractor_is_offered_nothing_internal(cast: Cast, sign_in: SignIn) -> None:
    fill(cast)
    cleo = sign_in("cleo")
    for page in LISTS:
        shown = cleo.get(f"{page}?filter=open").content.decode()
        assert 'name="currency"' in shown
        for hidden in ("team_id", "requester_id", "on_hold", 'name="contractor"', "chip-count", "in all", "Rita"):
            assert hidden not in shown, (page, hidden)
        assert rows_of(cleo, f"{page}?format=csv&on_hold=true&team_id={cast.team_id}") == rows_of(
            cleo, f"{page}?format=csv"
        )


def test_a_list_is_put_in_order_and_goes_on_by_key(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invoices_view, "PAGE", 2)
    for number, total in enumerate((300, 100, 200, 100, 500)):
        billing.received(cast, None, number=f"R-{number}", total=total)
    client, address, seen = sign_in("petra"), "/invoices?sort=total", []
    while address:
        page = client.get(address).content.decode()
        seen += re.findall('class="row-link"[^>]*>([^<]+)<', page)
        further = re.search('rel="next" href="([^"]+)"', page)
        address = f"/invoices{unescape(further[1])}" if further else ""
    assert seen == ["R-1", "R-3", "R-2", "R-0", "R-4"]
    assert 'aria-sort="ascending"' in page and "sort=-total" in page


def test_a_phone_has_the_order_in_the_panel(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("petra")
    shown = client.get("/invoices?filter=open&sort=-total").content.decode()
    assert '<option value="-total" selected>Total, greatest first</option>' in shown
    assert '<option value="received_at">Oldest first</option>' in shown
    assert client.get("/invoices", {"filter": "typed", "sort": "total"})["Location"] == "/invoices?sort=total"


def test_the_foot_sums_what_is_filtered_in_each_currency(cast: Cast, sign_in: SignIn) -> None:
    cast.draft()
    cast.pending(lines=[line(unit_price="20.00")])
    cast.draft(currency="USD", rate="0.9", lines=[line(unit_price="5.50")])
    client = sign_in("rita")
    assert _foot(client, "/orders") == ["3 in all", "EUR 1,200.00", "USD 55.00"]
    assert _foot(client, "/orders?state=draft") == ["2 in all", "EUR 1,000.00", "USD 55.00"]
    assert 'Draft <span class="chip-count">2</span>' in client.get("/orders?state=pending").content.decode()


def test_too_many_are_neither_counted_nor_summed(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totals, "MOST_COUNTED", 2)
    for _ in range(3):
        cast.draft()
    cast.pending()
    client = sign_in("rita")
    for page in ("/orders", "/orders?state=draft"):
        shown = client.get(page).content.decode()
        assert "narrow the list to see its sum" in shown and "chip-count" not in shown
    assert "EUR 1,000.00" in client.get("/orders?state=pending").content.decode().split("list-foot")[1]


@pytest.mark.req(158)
def test_orders_are_filtered_by_whether_they_are_invoiced(cast: Cast, sign_in: SignIn) -> None:
    cast.issued(title="Not billed yet")
    order_id = cast.issued(title="Billed")
    billing.accepted(cast, order_id)
    billing.received(cast, order_id)
    client = sign_in("rita")
    for asked, title, words in (("true", "Billed", "Invoiced"), ("false", "Not billed yet", "Not invoiced")):
        assert [line[0] for line in rows_of(client, f"/orders?format=csv&invoiced={asked}")] == ["Order", title]
        shown = client.get(f"/orders?invoiced={asked}&filter=open").content.decode()
        assert f'<option value="{asked}" selected>{words}</option>' in shown


def test_overdue_is_by_the_company_s_day(cast: Cast, sign_in: SignIn) -> None:
    today = timezone.now().date()
    billing.received(cast, None, number="OLD-1", issued_on=today - timedelta(days=90), total=10)
    billing.received(cast, None, number="NEW-1", issued_on=today, total=20)
    _heads, *filed = rows_of(sign_in("petra"), "/invoices?format=csv&overdue=true")
    assert [line[0] for line in filed] == ["OLD-1"]


@pytest.mark.parametrize("page", LISTS)
def test_a_workbook_has_the_same_rows(cast: Cast, sign_in: SignIn, page: str) -> None:
    fill(cast)
    client = sign_in("fay")
    answer: Any = client.get(f"{page}?format=xlsx")
    assert answer["Content-Disposition"].endswith('.xlsx"')
    (sheet,) = sheets(b"".join(answer))
    filed = rows_of(client, f"{page}?format=csv")
    assert [row[0] for row in sheet] == [row[0] for row in filed] and sheet[0] == filed[0]


def test_a_file_is_not_for_strangers() -> None:
    assert Client().get("/orders?format=csv").status_code == 302


def rows_of(client: Client, address: str) -> list[list[str]]:
    answer: Any = client.get(address)
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))


def _foot(client: Client, address: str) -> list[str]:
    foot = client.get(address).content.decode().split('class="list-foot"')[1].split("list-files")[0]
    return re.findall("<p[^>]*>([^<]+)</p>", foot) + re.findall("<dd>([^<]+)</dd>", foot)


def test_of_too_many_to_choose_from_one_is_picked_by_any_part_of_a_name(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    fay = sign_in("fay")
    cast.draft(title="Asked for by Rita")
    assert '<select id="by-requester_id"' in fay.get("/orders?filter=open").content.decode()
    monkeypatch.setattr(filters, "MOST_CHOICES", 2)
    page = fay.get("/orders?filter=open").content.decode()
    assert '<input id="by-requester"' in page and 'hx-get="/lists/orders/filters/requester"' in page
    offered = fay.get("/lists/orders/filters/requester?requester=RIT").content.decode()
    assert offered.count("<option") == 1 and 'value="Rita · rita@demo.example"' in offered
    address = fay.get("/orders?filter=typed&requester=Rita · rita@demo.example")["Location"]
    assert (
        address == f"/orders?requester_id={cast.rita.id}" == fay.get("/orders?filter=typed&requester=rit")["Location"]
    )
    assert "Asked for by Rita" in fay.get(address).content.decode()
    assert 'value="Rita · rita@demo.example"' in fay.get(f"{address}&filter=open").content.decode()


@pytest.mark.parametrize("listing", ["orders", "nothing"])
def test_what_a_filter_offers_is_nobody_else_s(cast: Cast, sign_in: SignIn, listing: str) -> None:
    assert sign_in("cleo").get(f"/lists/{listing}/filters/requester").status_code == 404
    assert sign_in("cleo").get(f"/lists/{listing}/filters/contractor").status_code == 404
    offered = sign_in("mallory").get("/lists/orders/filters/requester?requester=r").content.decode()
    assert "Rita" not in offered and "Mallory" in offered


def test_only_what_counts_is_summed_and_the_rest_is_told(cast: Cast, sign_in: SignIn) -> None:
    fill(cast)
    page = sign_in("fay").get("/payments").content.decode()
    foot = page.split('class="list-foot"')[1]
    assert "EUR 1,033.33" in foot and "3 in all" in foot and "Not summed: 1 failed, cancelled or reversed." in foot
    assert "Not summed: failed, cancelled or reversed." in sign_in("cleo").get("/payments").content.decode()
    assert "Not summed" not in sign_in("fay").get("/payments?state=settled").content.decode()


def test_too_many_are_put_in_no_other_order(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totals, "MOST_COUNTED", 2)
    for price in ("30", "10", "20"):
        cast.draft(title=f"At {price}", lines=[line(unit_price=price)])
    rita = sign_in("rita")
    page = rita.get("/orders?sort=net").content.decode()
    assert re.findall('class="row-link"[^>]*>([^<]+)<', page) == ["At 20", "At 10", "At 30"]
    assert "too many to be put in this order" in page
    assert [one[0] for one in rows_of(rita, "/orders?sort=net&format=csv")[1:]] == ["At 20", "At 10", "At 30"]
    page = rita.get("/orders?sort=net&net_to=200").content.decode()
    assert re.findall('class="row-link"[^>]*>([^<]+)<', page) == ["At 10", "At 20"]


def test_evidence_says_what_it_comes_to(cast: Cast, sign_in: SignIn) -> None:
    """What is shown at the order's prices; once decided on, what was accepted of it."""
    order_id = cast.issued(lines=[line(10, "33.335")])
    billing.submitted(cast, order_id, 3)
    page = sign_in("rita").get("/evidence").content.decode()
    assert "EUR 100.01" in page
    billing.accepted(cast, order_id, 2)
    page = sign_in("rita").get("/evidence").content.decode()
    assert "EUR 66.67" in page and "EUR 166.68" in page, "the total is the sum of what is printed"
    page = sign_in("rita").get("/evidence?worth_from=100").content.decode()
    assert "EUR 100.01" in page and "EUR 66.67" not in page
