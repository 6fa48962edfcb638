"""Many purchase orders by a sheet: looked at row by row, mended, and loaded together."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from counterfoil.formats.tables import workbook
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.orders.shared_values import MOST_LOADED

from ...actions.administering import po_admin
from ...actions.loading import loaded
from ...actions.sharing import shared
from ...cast import Cast
from .conftest import SignIn, speak
from .test_people_pages import plain, send, text

MANY = "/shared-orders/many"
HEADS = "Number\tAmount\tCurrency\tDescription\tValid through"
FINE = [HEADS, "S-1\t1000\tEUR\tDesign\t2027-12-31", "S-2\t2,500.50\tusd\t\t", "S-3\t70\tEUR\t\t"]


def sheet(*rows: str) -> str:
    return "\n".join(rows)


def look(client: Client, *rows: str, status: int = 200, **more: Any) -> str:
    return send(client, MANY, status, rows=sheet(*rows), **more)


def seen(page: str) -> str:
    [found] = re.findall(r'name="seen" value="([0-9a-f]+)"', page)
    return found


def load(client: Client, *rows: str, status: int = 302) -> str:
    return look(client, *rows, status=status, do="load", seen=seen(look(client, *rows)))


def upload(client: Client, name: str, content: bytes, status: int = 200) -> str:
    answer = client.post(MANY, {"file": SimpleUploadedFile(name, content), "do": "look"})
    assert answer.status_code == status
    return plain(answer.content)


def against(page: str) -> list[str]:
    return re.findall(r'class="sheet-wrong">([^<]+)<', page)


def listed(client: Client) -> str:
    return text(client, "/shared-orders")


@pytest.mark.req(2, 15, 16)
def test_rows_are_pasted_seen_and_loaded(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    assert MANY in listed(fay) and "Load many" in listed(fay)
    assert "Paste" in text(fay, MANY) or "paste" in text(fay, MANY)
    page = look(fay, *FINE)
    for said in ("S-1", "EUR 1,000.00", "Design", "Dec 31, 2027", "USD 2,500.50", "EUR 1,070.00", "Load 3 orders"):
        assert said in page, said
    assert "S-1" not in listed(fay), "nothing is written yet"
    assert load(fay, *FINE) == "/shared-orders"
    page = listed(fay)
    assert "3 orders were loaded." in page
    for said in ("S-1", "S-2", "S-3"):
        assert said in page
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.req(2)
def test_while_something_is_against_a_row_nothing_is_loaded_until_it_is_taken_out(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    shared(cast, "S-9")
    rows = [*FINE, "S-9\tmuch\tEURO\t\tsoon", "S-1\t1.005\tEUR\t\t", "\t5\tEUR\t\t2020-01-01", "a\t0\tEUR\t\t"]
    page = look(fay, *rows)
    assert "Load" not in re.findall(r'value="load">\s*(\w+)', page)
    found = against(page)
    for said in (
        "Number: The number S-1 stands more than once in this sheet: in row 5 too.",
        "Number: The number S-9 is in use",
        "Amount: “much” is no amount.",
        "Currency: Write a currency as its three letters",
        "Valid through: “soon” can't be read as a day. Write it as 2026-03-31",
        "Amount: 1.005 has more decimals than an amount in EUR",
        "Number: This is needed.",
        "Valid through: Jan 1, 2020 is over",
        "Amount: This must be more than 0.",
    ):
        assert any(one.startswith(said) for one in found), (said, found)
    refused = look(fay, *rows, status=422, do="load", seen=seen(page))
    assert "Nothing was loaded" in refused and "S-2" not in listed(fay)
    page = look(fay, *rows, do="take_out")
    assert against(page) == [] and "Load 2 orders" in page and "S-9" not in page
    assert load(fay, FINE[0], *FINE[2:]) == "/shared-orders"
    assert "S-2" in listed(fay)


@pytest.mark.req(2)
def test_the_same_sheet_again_loads_nothing_twice(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    load(fay, *FINE)
    assert [one.split(":")[0] for one in against(look(fay, *FINE))] == ["Number"] * 3
    given = {"rows": sheet(FINE[0], "S-7\t5\tEUR\t\t"), "do": "load", "key": "one-press"}
    given["seen"] = seen(look(fay, FINE[0], "S-7\t5\tEUR\t\t"))
    answers = [fay.post(MANY, given).status_code for _press in range(2)]
    assert answers == [302, 302], "a second press of the same button is the first one's"


def test_what_was_changed_after_it_was_shown_is_shown_again(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    page = look(fay, *FINE)
    again = look(fay, *FINE[:3], status=409, do="load", seen=seen(page))
    assert "It is not what was shown." in again and "Load 2 orders" in again
    shared(cast, "S-2")
    again = look(fay, *FINE, status=409, do="load", seen=seen(page))
    assert "The number S-2 is in use" in again and "S-1" not in listed(fay)


@pytest.mark.req(9)
def test_whose_a_number_is_is_told_to_those_alone_who_see_it(cast: Cast, sign_in: SignIn) -> None:
    loaded(cast)
    rows = [HEADS, "ERP-1\t5\tEUR\t\t"]
    assert "Cleo" in look(sign_in("fay"), *rows)
    po_admin(cast)
    page = look(sign_in("pia"), *rows)
    assert "The number ERP-1 is taken." in page and "Cleo" not in page


@pytest.mark.parametrize("name", ["rita", "amir", "cleo", "otto"])
def test_who_may_not_load_one_has_no_page(cast: Cast, sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    assert client.get(MANY).status_code in (403, 404)
    assert client.get(f"{MANY}/example.csv").status_code in (403, 404)
    assert client.post(MANY, {"rows": sheet(*FINE), "do": "load"}).status_code in (403, 404)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_example_can_be_loaded_as_it_is(cast: Cast, sign_in: SignIn, ending: str) -> None:
    fay = sign_in("fay")
    answer = fay.get(f"{MANY}/example.{ending}")
    assert answer["Content-Disposition"] == f'attachment; filename="purchase-orders.{ending}"'
    page = upload(fay, f"a.{ending}", b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert against(page) == []
    for said in ("4500012345", "EUR 33,000.00", "USD 12,500.50", f"Dec 31, {timezone.now().year + 1}", "Load 3 orders"):
        assert said in page
    assert fay.get(f"{MANY}/example.pdf").status_code == 404


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        ("Nothing;here", "The first row names no column for: Number, Amount, Currency."),
        ("Number;Amount", "The first row names no column for: Currency."),
        ("PO;Number;Amount;Currency", "These columns mean the same: “PO”, “Number”. Leave one of them."),
        ("Number;Amount;Currency", "Below the row of heads there is no order."),
    ],
)
def test_a_head_that_is_not_understood_says_so(cast: Cast, sign_in: SignIn, heads: str, said: str) -> None:
    rows = [heads, "1;2;EUR"] if "no order" not in said else [heads]
    assert said in look(sign_in("fay"), *rows, status=422)


def test_columns_come_in_any_order_and_others_are_named(cast: Cast, sign_in: SignIn) -> None:
    page = look(
        sign_in("fay"), "Buyer,CCY,PO number,What is it for?,Net amount,Used by", "Ann,EUR,S-1,Bees,10,Everyone"
    )
    assert "These columns were left out" in page and "Buyer" in page
    assert against(page) == [] and "EUR 10.00" in page and "Bees" in page
    page = look(sign_in("fay"), "Number,Amount,Currency,Who may use it", "S-1,10,EUR,Rita")
    assert against(page) == [
        "Who may use it: A sheet loads orders for everybody. Say on the order's own page who else alone may use it."
    ]


def amounts(client: Client, *cells: str) -> Sequence[str]:
    page = look(client, "Number;Amount;Currency", *(f"S-{n};{cell};KWD" for n, cell in enumerate(cells)))
    found = dict(re.findall(r"<strong>(S-\d+)</strong>.*?list-sum end\">\s*([^<]+?)\s*</td>", page))
    return [found[f"S-{n}"].removeprefix("KWD ") for n in range(len(cells))], against(page)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["1234.5", "1.234"], ["1,234.500", "1.234"]),
        (["1234,5", "1.234"], ["1,234.500", "1,234.000"]),
        (["1.234.567", "1,234"], ["1,234,567.000", "1.234"]),
        (["1,234.5", "1,234"], ["1,234.500", "1,234.000"]),
        (["1 234,50", "1'234,5", "1234"], ["1,234.500", "1,234.500", "1,234.000"]),
    ],
)
def test_an_amount_is_read_as_its_column_settles_it(
    cast: Cast, sign_in: SignIn, cells: list[str], read: list[str]
) -> None:
    found, wrong = amounts(sign_in("fay"), *cells)
    assert (list(found), wrong) == (read, [])


@pytest.mark.parametrize("cells", [["1.234"], ["1,234", "7"], ["1.234", "1,5", "1.5"]])
def test_what_has_two_meanings_is_not_guessed(cast: Cast, sign_in: SignIn, cells: list[str]) -> None:
    _found, wrong = amounts(sign_in("fay"), *cells)
    assert [one for one in wrong if "has two meanings. Write 1234.00 or 1.2340." in one] == wrong and len(wrong) == 1


@pytest.mark.parametrize("cell", ["€ 5", "5 EUR", "1e5", "=1+1", "(5)", "1.2.3", "1,2,3", "١٢", "1" * 41, "12.34,5.6"])
def test_what_is_no_amount_is_refused(cast: Cast, sign_in: SignIn, cell: str) -> None:
    _found, wrong = amounts(sign_in("fay"), cell)
    assert len(wrong) == 1 and ("is no amount" in wrong[0] or "formula" in wrong[0])


@pytest.mark.parametrize(("locale", "said"), [("en_US", "Mar 4, 2029"), ("en_GB", "3 Apr 2029"), ("de", "03.04.2029")])
def test_a_day_is_read_as_the_company_writes_it(cast: Cast, sign_in: SignIn, locale: str, said: str) -> None:
    speak(cast, locale)
    rows = ["Number;Amount;Currency;Valid until", "S-1;5;EUR;3/4/2029", "S-2;5;EUR;31/31/2029", "S-3;5;EUR;3 4 2029"]
    page = look(sign_in("fay"), *rows)
    assert said in page and len(against(page)) == 2


@pytest.mark.parametrize("number", ["4.50001E+09", "4,5E9", "=A1"])
def test_a_number_that_a_spreadsheet_has_spoilt_is_not_loaded(cast: Cast, sign_in: SignIn, number: str) -> None:
    assert len(against(look(sign_in("fay"), "Number;Amount;Currency", f"{number};5;EUR"))) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7 \xff\xfe\x00", "Its letters can't be read"),
        ("a.xlsx", b"PK\x03\x04 and no more", "It is no sheet that can be read here."),
        ("a.csv", "Number;Amount;Currency\nÄ;5;EUR".encode("latin-1"), "Its letters can't be read"),
        ("a.csv", b"", "There is nothing in it."),
        ("a.csv", b"x" * (4 * 1024 * 1024 + 1), "It is larger than a sheet of orders can be."),
        ("a.csv", b"Number;Amount;Currency\n" + b"S;5;EUR\n" * (MOST_LOADED + 1), "It has more than 1000 orders"),
    ],
)
def test_a_file_that_can_t_be_read_says_what_to_do(
    cast: Cast, sign_in: SignIn, name: str, content: bytes, said: str
) -> None:
    assert said in upload(sign_in("fay"), name, content, 422)


def test_nothing_sent_says_so(cast: Cast, sign_in: SignIn) -> None:
    assert "Choose a file, or paste rows below." in look(sign_in("fay"), "", status=422)


@pytest.mark.req(2)
def test_a_thousand_rows_are_looked_at_with_as_many_queries_as_three(cast: Cast, sign_in: SignIn) -> None:
    fay, asked = sign_in("fay"), []
    for count in (3, MOST_LOADED):
        rows = [FINE[0], *(f"Q-{count}-{n}\t5\tEUR\t\t" for n in range(count))]
        with CaptureQueriesContext(connection) as looked:
            look(fay, *rows)
        asked.append(len(looked))
    assert asked[0] == asked[1]


def test_a_workbook_is_read_with_its_days_and_figures(cast: Cast, sign_in: SignIn) -> None:
    rows = [["S-1", "1234.5", "EUR", date(2031, 3, 2)]]
    content = b"".join(workbook(["PO no.", "Amount", "Currency", "Through"], [rows]))
    page = upload(sign_in("fay"), "a.xlsx", content)
    assert against(page) == [] and "EUR 1,234.50" in page and "Mar 2, 2031" in page
