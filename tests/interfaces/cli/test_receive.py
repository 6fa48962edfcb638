"""counterfoil receive: says of each file what it became, and run twice it does no harm."""

import json
from pathlib import Path
from typing import Any

import pytest

from ...formats.ubl.samples import INVOICE, ORDER, changed
from .conftest import OTTO, Run

pytestmark = pytest.mark.xdist_group("command line")
FAY = ("--company", "demo", "--as", "fay@demo.example")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, ...]:
    """An order, its invoice, and something that is no document."""
    written = {"order.xml": ORDER, "invoice.xml": INVOICE, "notes.xml": "Dear Fay"}
    for name, text in written.items():
        (tmp_path / name).write_text(text)
    return tuple(str(tmp_path / name) for name in written)


def test_it_says_what_each_file_became_and_why(run: Run, sample: dict[str, object], files: tuple[str, ...]) -> None:
    done = run("receive", *FAY, "--we-are", "buyer", "--add-parties", *files)
    assert done.returncode == 0, done.stderr
    assert "order.xml  (UBL 2.1 Order PO-7)\n  Loaded as order PO-7 of Joiner, up to 100.00 EUR." in done.stdout
    assert "invoice.xml  (UBL 2.1 Invoice INV-1)\n  Taken in as invoice INV-1: disputed.\n    - " in done.stdout
    assert "notes.xml  (file)\n  Nothing was made of it.\n    - It is no XML document" in done.stdout
    again = json.loads(run("receive", *FAY, "--we-are", "buyer", "--json", *files).stdout)
    assert [one["became"] for one in again] == ["same", "same", "refused"]
    assert run("verify", *OTTO).returncode == 0


def test_where_nothing_is_made_it_exits_with_one(run: Run, sample: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "stranger.xml"
    file.write_text(changed(ORDER, "PO-7", "PO-99"))
    done = run("receive", *FAY, str(file))
    assert done.returncode == 1
    assert "We are neither its buyer (Brook Council) nor its seller (Joiner)" in done.stdout
    assert run("receive", *FAY, str(tmp_path / "missing.xml")).returncode == 2
    assert run("receive", *OTTO, str(file)).returncode == 1


@pytest.mark.req(87, 89)
def test_a_folder_that_nobody_here_wrote(run: Run, sample: dict[str, object], data_folder: Path) -> None:
    """One chain: 100 ordered, 90 received, 100 billed at another price, credited; seven copies, two orders of one number."""
    folder = data_folder / "documents" / "ubl21"
    named = [folder / "UBL-Order-2.0-Example.xml", *sorted(folder.glob("*.xml"))]
    done = run("receive", *FAY, "--we-are", "buyer", "--add-parties", "--json", *map(str, named))
    assert done.returncode == 0, done.stderr
    became = {one["name"].removeprefix("UBL-"): one for one in reversed(json.loads(done.stdout))}
    assert {name: one["became"] for name, one in became.items()} == EXPECTED
    trace = json.loads(run("trace", "AEG012345", *FAY, "--json").stdout)
    _assert_chain(trace)
    assert run("verify", *OTTO).returncode == 0
    again = json.loads(run("receive", *FAY, "--we-are", "buyer", "--add-parties", "--json", *map(str, named)).stdout)
    assert {one["became"] for one in again} == {"same", "refused"}
    assert json.loads(run("trace", "AEG012345", *FAY, "--json").stdout)["invoices"] == trace["invoices"]


COPIES = ("Enveloped", "Example-NS1", "Example-NS2", "Example-NS3", "Example-NS4", "Example")
EXPECTED = {
    "Order-2.0-Example.xml": "order",
    "Order-2.0-Example-International.xml": "second",
    "Order-2.1-Example.xml": "order",
    "OrderChange-2.1-Example.xml": "change",
    "OrderCancellation-2.1-Example.xml": "cancellation",
    "OrderResponse-2.1-Example.xml": "filed",
    "OrderResponseSimple-2.0-Example.xml": "filed",
    "OrderResponseSimple-2.1-Example.xml": "filed",
    "DespatchAdvice-2.0-Example.xml": "despatch",
    "ReceiptAdvice-2.0-Example.xml": "receipt",
    "RemittanceAdvice-2.0-Example.xml": "filed",
    "Invoice-2.0-Detached.xml": "invoice",
    "Invoice-2.0-Detached-Signature.xml": "refused",
    **{f"Invoice-2.0-{copy}.xml": "duplicate" for copy in COPIES},
    "Invoice-2.1-Example-Trivial.xml": "invoice",
    "Invoice-2.1-Example.xml": "invoice",
    "CreditNote-2.0-Example.xml": "credit",
    "CreditNote-2.1-Example.xml": "credit",
}
"""File → what it became. Two of one number are two documents where one is an invoice and one a credit note."""


def _assert_chain(trace: dict[str, Any]) -> None:
    money, findings = trace["money"], trace["findings"]
    assert (trace["order"]["totals"]["total"], money["authorised"], money["accepted"]) == ("100.00", "100.00", "90.00")
    words = {one["kind"]: one["words"] for one in findings}
    assert len(findings) == 2 and words.keys() == {"line_amount", "rate"}
    assert words["line_amount"] == "Line 1: quantity times price gives 10000.00 GBP, and 100.00 GBP is stated."
    [piece] = [piece for one in trace["evidence"] for piece in one["pieces"]]
    assert (piece["state"], piece["accepted_quantity"]) == ("accepted", "90")
    invoice, note = trace["invoices"]
    assert (invoice["number"], invoice["state"], note["number"], note["state"]) == (
        *("A00095678", "credited"),
        *("CN758494", "matched"),
    )
    against = [one["sentence"] for one in invoice["exceptions"]]
    assert "Unit price 1.00 GBP where 100.00 GBP was ordered: 99.00 GBP off what is allowed (100.00 GBP)." in against
    assert "Invoiced 100 where 90 are accepted: over by 10, allowed is 90." in against
    turned_away = [one for one in trace["arrivals"] if one["became"] == "duplicate"]
    assert len(turned_away) == 6
    assert all("Same as invoice A00095678" in one["reasons"][0] for one in turned_away)
    assert trace["payments"] == []
    assert (money["initiated"], money["invoiced"]) == ("0.00", "0.00")
