"""Rows that are copied from a spreadsheet into the lines of a form: set down by the server, bounded, nothing lost unsaid."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Order, RevisionLine
from counterfoil.lifecycle.orders.values import MOST_LINES

from ...cast import Cast, line
from .conftest import SignIn, form, speak
from .test_evidence_pages import typed as shown
from .test_invoice_form import typed as billed

ROWS = "Layout\t10\tHUR\t1,600.50\t2026-03-01\t2026-03-31\nArtwork\t2\tdays\t£50\t3/2/2026\t\n"


def pasted(client: Client, given: dict[str, Any], text: str, at: str = "lines-0-text", to: str = "/orders/new") -> str:
    """The lines as the server answers them to a script that pastes."""
    more = {"do": "paste", "pasted": text, "at": at}
    answer = client.post(to, given | more, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def cells(page: str, index: int, room: str = "lines") -> dict[str, str]:
    """What stands in the fields of one line; of a choice, what is chosen."""
    found = {}
    for part in page.split(f'id="{room}-{index}-')[1:]:
        name, _quote, rest = part.partition('"')
        if " value=" in rest.partition(">")[0]:
            found[name] = rest.split(' value="')[1].split('"')[0]
        elif "selected" in rest.partition("</select>")[0]:
            found[name] = rest.partition('" selected')[0].rpartition('"')[2]
    return found


def filled(page: str, line: int) -> dict[str, str]:
    """The cells of a line but those that are folded up: of them nothing is pasted."""
    found = cells(page, line)
    assert not any(found.pop(name) for name in ("discount", "taxed", "heading", "job"))
    return found


def test_rows_fill_the_cells_and_add_lines(cast: Cast, sign_in: SignIn) -> None:
    page = pasted(sign_in("rita"), form(cast), ROWS)
    first = {"text": "Layout", "quantity": "10", "unit": "HUR", "unit_price": "1,600.50"}
    second = {"text": "Artwork", "quantity": "2", "unit": "DAY", "unit_price": "50"}
    assert filled(page, 0) == first | {"starts_on": "2026-03-01", "ends_on": "2026-03-31"}
    assert filled(page, 1) == second | {"starts_on": "2026-03-02", "ends_on": ""}
    assert 'id="lines-2-text"' not in page and "EUR 16,105.00" in page
    assert "<html" not in page and 'id="title"' not in page


def test_what_was_pasted_is_saved_as_it_was_meant(cast: Cast, sign_in: SignIn) -> None:
    speak(cast, "de")
    client = sign_in("rita")
    page = pasted(client, form(cast), "Layout\t2,5\tStunden\t1.600,50\t31.03.2026\nArtwork\t1\tHUR\t5\n")
    lines = {f"lines-{n}-{name}": text for n in (0, 1) for name, text in cells(page, n).items()}
    assert "“Stunden” is not known here" in page and lines["lines-0-unit"] == ""
    unsaid = client.post("/orders/new", form(cast) | lines)
    assert unsaid.status_code == 422 and 'id="lines-0-unit-says"' in unsaid.content.decode()
    assert client.post("/orders/new", form(cast) | lines | {"lines-0-unit": "HUR", "key": "b"}).status_code == 302
    with scope.reading(cast.company_id):
        assert Order.objects.count() == 1
        kept = RevisionLine.objects.order_by("line__position").values_list(
            "quantity", "unit", "unit_price", "starts_on"
        )
        assert [tuple(map(str, one)) for one in kept] == [
            ("2.500000", "HUR", "1600.500000", "2026-03-31"),
            ("1.000000", "HUR", "5.000000", "None"),
        ]


def test_it_begins_at_the_cell_and_keeps_what_stands_beside_it(cast: Cast, sign_in: SignIn) -> None:
    given = form(cast, **{"lines-1-text": "Artwork", "lines-1-unit": "DAY", "lines-1-quantity": "1"})
    page = pasted(sign_in("rita"), given, "7\t\t20\n8\t\t30", at="lines-1-quantity")
    assert cells(page, 0)["quantity"] == "10" and cells(page, 0)["unit_price"] == "600"
    assert [cells(page, 1)[name] for name in ("text", "quantity", "unit", "unit_price")] == [
        "Artwork",
        "7",
        "DAY",
        "20",
    ]
    assert [cells(page, 2)[name] for name in ("text", "quantity", "unit", "unit_price")] == ["", "8", "HUR", "30"]


def test_a_heading_row_is_left_out_only_where_it_names_the_columns(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    page = pasted(client, form(cast), "what is to be done\tQuantity\tUnit\tUnit price\nLayout\t1\thour\t5")
    assert cells(page, 0)["text"] == "Layout" and 'id="lines-1-text"' not in page
    page = pasted(client, form(cast), "Quantity\tUnit\nLayout\t1")
    assert cells(page, 0)["text"] == "Quantity" and cells(page, 1)["text"] == "Layout"


def test_what_has_no_room_is_counted(cast: Cast, sign_in: SignIn) -> None:
    rows = "".join(f"Row {n}\t1\n" for n in range(MOST_LINES + 2))
    page = pasted(sign_in("rita"), form(cast), rows)
    assert f"2 rows were left out: there is room for {MOST_LINES} lines." in page
    assert cells(page, MOST_LINES - 1)["text"] == f"Row {MOST_LINES - 1}"
    assert f'id="lines-{MOST_LINES}-text"' not in page
    page = pasted(sign_in("rita"), form(cast), "a\t1\tHUR\t1\t\t\tmore")
    assert "Cells beyond the last column were left out." in page and "more" not in cells(page, 0).values()


def test_as_many_lines_as_the_model_takes_can_be_sent(cast: Cast, sign_in: SignIn) -> None:
    names = ("text", "quantity", "unit", "unit_price", "starts_on", "ends_on", "amount", "line_id", "piece_id")
    lines = {f"lines-{n}-{name}": "" for n in range(MOST_LINES) for name in names}
    assert sign_in("petra").post("/invoices/new", billed(cast) | lines).status_code == 422


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('"Two\nlines"\t1', "Two lines"),
        ('"a ""b"" c"\t1', "a &quot;b&quot; c"),
        ('24" wide\t1', "24&quot; wide"),
        ('"24 inch\t1\n"30 inch\t2', "&quot;24 inch"),
        ('"Best"\t1', "&quot;Best&quot;"),
        ("a\r\nb\r\n\r\n", "a"),
    ],
)
def test_a_cell_is_read_as_a_spreadsheet_writes_it(cast: Cast, sign_in: SignIn, typed: str, kept: str) -> None:
    page = pasted(sign_in("rita"), form(cast), typed)
    assert cells(page, 0)["text"] == kept
    assert 'id="lines-2-text"' not in page


@pytest.mark.parametrize("cell", ["31/31/2026", "2026-02-30", "soon", "3", "1.2/2026"])
def test_a_day_that_is_none_is_said_beside_its_cell(cast: Cast, sign_in: SignIn, cell: str) -> None:
    page = pasted(sign_in("rita"), form(cast), f"{cell}\t2026-03-01", at="lines-0-starts_on")
    assert f"“{cell}” is not known here" in page.split('id="lines-0-starts_on-says"')[1].split("</p>")[0]
    assert cells(page, 0)["starts_on"] == "" and cells(page, 0)["ends_on"] == "2026-03-01"


@pytest.mark.parametrize("at", ["", "lines-", "lines-9999-text", "lines--1-text", "lines-0-nothing", "pieces-0-text"])
def test_a_place_that_no_page_ever_named(cast: Cast, sign_in: SignIn, at: str) -> None:
    assert cells(pasted(sign_in("rita"), form(cast), "One\t1\n", at=at), 0)["text"] == "One"


def test_what_nobody_types_is_not_pasted_into(cast: Cast, sign_in: SignIn) -> None:
    page = pasted(sign_in("petra"), billed(cast), "One\t1\n", at="lines-0-line_id", to="/invoices/new")
    assert cells(page, 0)["text"] == "One" and 'name="lines-0-line_id" value=""' in page


def test_an_invoice_says_its_sum_anew(cast: Cast, sign_in: SignIn) -> None:
    page = pasted(sign_in("petra"), billed(cast), "Layout\t2\tHUR\t100\t\t\t150\n", to="/invoices/new")
    assert cells(page, 0)["amount"] == "150" and 'hx-swap-oob="true"' in page and "EUR 150.00" in page


def test_evidence_fills_the_lines_of_its_order_and_adds_none(cast: Cast, sign_in: SignIn) -> None:
    address = f"/orders/{cast.issued(lines=[line(), line(text='Artwork')])}/evidence/new"
    page = pasted(sign_in("cleo"), shown("", ""), "1\n2\n3\n", at="pieces-0-quantity", to=address)
    assert [cells(page, n, "pieces")["quantity"] for n in (0, 1)] == ["1", "2"]
    assert "1 row was left out: there is room for 2 lines." in page and 'id="pieces-2-quantity"' not in page


def test_many_rows_take_no_more_queries_than_one(cast: Cast, sign_in: SignIn) -> None:
    client, counts = sign_in("rita"), []
    for rows in (1, 40):
        with CaptureQueriesContext(connection) as ran:
            pasted(client, form(cast), "Layout\t1\tHUR\t5\n" * rows)
        counts.append(len(ran))
    assert counts[0] == counts[1]


def test_the_edit_form_carries_the_version_that_was_read_through_every_change_of_its_lines(
    cast: Cast, sign_in: SignIn
) -> None:
    client, address = sign_in("rita"), f"/orders/{cast.draft()}/edit"
    assert 'name="version" value="1"' in client.get(address).content.decode()
    changed = client.post(address, form(cast, do="add-line-", version="1")).content.decode()
    assert 'name="version" value="1"' in changed and "seen=1" in changed


def test_nothing_is_saved_by_pasting(cast: Cast, sign_in: SignIn) -> None:
    pasted(sign_in("rita"), form(cast), ROWS)
    with scope.reading(cast.company_id):
        assert not Order.objects.exists()
