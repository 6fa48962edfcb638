"""The purchase order as a PDF, rendered from its frozen document. Data goes in as JSON and can't inject markup."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import typst

_TEMPLATE = Path(__file__).parent / "order.typ"


@dataclass(frozen=True)
class Line:
    """One row of the order, every figure already written as the reader expects it."""

    text: str
    dates: str
    quantity: str
    unit_price: str
    amount: str


@dataclass(frozen=True)
class Page:
    """All that is printed. `labels` are the headings in the reader's language; `digest` is what it was made from."""

    labels: Mapping[str, str]
    number: str
    contractor_code: str
    issued_on: str
    buyer: str
    buyer_address: str
    seller: str
    seller_address: str
    engagement: str
    invoice_channel: str
    currency: str
    lines: list[Line]
    total: str
    notes: str
    digest: str


def render(page: Page) -> bytes:
    """The PDF's bytes. Raises typst.TypstError where the template is broken, never for what the data says."""
    return typst.compile(str(_TEMPLATE), sys_inputs={"page": json.dumps(asdict(page))}, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    """The template's own font, and the machine's for what it lacks: looking for them takes longer than rendering."""
    return typst.Fonts()
