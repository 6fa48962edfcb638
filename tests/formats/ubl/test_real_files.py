"""Files that nobody here wrote, beside figures that an independent script took from them."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from counterfoil.formats.ubl import read
from counterfoil.formats.ubl.documents import Document, Unreadable

Fact = Callable[[Document], Any]

OF_WHAT_IS_READ: dict[str, Fact] = {
    "due_date": lambda read: str(read.due_on),
    "lines": lambda read: len(read.lines),
}
FIGURES: dict[str, Fact] = {
    "line_total": lambda read: read.sums.lines,
    "tax_exclusive": lambda read: read.sums.net,
    "tax_inclusive": lambda read: read.sums.gross,
    "payable": lambda read: read.sums.payable,
    "prepaid": lambda read: read.sums.prepaid,
    "rounding": lambda read: read.sums.rounding,
    "sum_of_lines": lambda read: sum(line.amount for line in read.lines),
}
FACTS: dict[str, Fact] = {
    "type": lambda read: read.name,
    "id": lambda read: read.number,
    "issue_date": lambda read: str(read.issued_on),
    "currency": lambda read: read.currency,
    "order_ref": lambda read: read.order_number,
    "contract_ref": lambda read: read.contract,
    "buyer_reference": lambda read: read.buyer_reference,
    "attachments": lambda read: len(read.attachments),
    "preceding_invoice": lambda read: list(read.refers_to),
    "line_order_line_refs": lambda read: sorted({line.order_line for line in read.lines} - {""}),
    "line_level_order_ids": lambda read: sorted({line.order_number for line in read.lines}),
}
NAMED_ONLY = {"OrderResponse", "OrderResponseSimple", "RemittanceAdvice"}
NO_VAT = {"Godkänd för F-skatt"}
"""What the script took for a VAT number, and is a remark."""


def differences(file: Path, expected: dict[str, Any]) -> Iterator[str]:
    """Every fact that is read otherwise than the script read it."""
    found = read(file.read_bytes())
    for name, fact in FACTS.items():
        if name in expected and fact(found) != expected[name]:
            yield f"{file.name}: {name} {fact(found)!r}, not {expected[name]!r}"
    for name, fact in FIGURES.items():
        if name in expected and found.name not in NAMED_ONLY and fact(found) != Decimal(expected[name]):
            yield f"{file.name}: {name} {fact(found)}, not {expected[name]}"
    if found.name not in NAMED_ONLY:
        yield from _more(file, found, expected)


def _more(file: Path, found: Document, expected: dict[str, Any]) -> Iterator[str]:
    for name, fact in OF_WHAT_IS_READ.items():
        if name in expected and fact(found) != expected[name]:
            yield f"{file.name}: {name} {fact(found)!r}, not {expected[name]!r}"
    if expected.get("supplier", found.seller.name) not in (found.seller.name, found.seller.registered_name):
        yield f"{file.name}: seller {found.seller}"
    vat = expected.get("supplier_vat")
    if vat and vat not in NO_VAT | {one.value for one in found.seller.identifiers if one.scheme == "vat"}:
        yield f"{file.name}: {vat} is not among {found.seller.identifiers}"
    charges = Decimal(expected.get("charges", 0)) - Decimal(expected.get("allowances", 0))
    if charges and charges != found.sums.charges:
        yield f"{file.name}: charges {found.sums.charges}, not {charges}"
    taxes = [tax.split() for tax in expected.get("tax_total", ())]
    wanted = [Decimal(amount) for amount, currency in taxes if currency == found.currency]
    if wanted != ([] if found.sums.tax is None else [found.sums.tax]):
        yield f"{file.name}: tax {found.sums.tax}, not {wanted}"


@pytest.mark.parametrize(("folder", "figures", "count"), [("ubl21", "ubl21", 22), ("en16931/ubl", "en16931_ubl", 47)])
def test_every_file_is_read_as_an_independent_script_reads_it(
    data_folder: Path, folder: str, figures: str, count: int
) -> None:
    expected = json.loads((data_folder / "expected" / f"{figures}.json").read_text())["documents"]
    ours = {name: facts for name, facts in expected.items() if facts["syntax"] == "UBL"}
    assert len(ours) == count
    wrong = [
        one for name, facts in ours.items() for one in differences(data_folder / "documents" / folder / name, facts)
    ]
    assert wrong == []


def test_a_chain_of_documents_has_its_figures(data_folder: Path) -> None:
    chain = json.loads((data_folder / "expected" / "ubl_document_chain.json").read_text())
    quantities = {"Quantity", "DeliveredQuantity", "ReceivedQuantity", "InvoicedQuantity", "CreditedQuantity"}
    for name, facts in chain.items():
        found = read((data_folder / "documents" / "ubl21" / f"UBL-{name}.xml").read_bytes())
        if found.kind == "other":
            continue
        amounts = facts["amounts"]
        counted = [said for kind in sorted(quantities & set(amounts)) for said in amounts[kind]][: len(found.lines)]
        assert [f"{line.quantity} {line.unit}" for line in found.lines] == counted, name
        priced = [Decimal(said.split()[0]) for said in amounts.get("PriceAmount", [])]
        assert [line.unit_price for line in found.lines if line.unit_price is not None] == priced, name
        assert [f"{found.sums.payable} {found.currency}"] == amounts.get("PayableAmount", [f"None {found.currency}"]), (
            name
        )


def test_other_files_are_refused_by_name(data_folder: Path) -> None:
    refused: dict[str, str] = {}
    for folder in ("ubl21", "facturx/xml", "cxml"):
        for file in sorted((data_folder / "documents" / folder).glob("*.xml")):
            try:
                read(file.read_bytes())
            except Unreadable as unreadable:
                refused[file.name] = str(unreadable)
    assert refused.pop("UBL-Invoice-2.0-Detached-Signature.xml") == "unknown: Signature"
    assert {name[:4]: said for name, said in refused.items()} == {
        "fact": "unknown: CrossIndustryInvoice",
        "orde": "unknown: SCRDMCCBDACIOMessageStructure",
        "zugf": "unknown: CrossIndustryDocument",
        "Orde": "dtd",
        "Punc": "dtd",
    }
