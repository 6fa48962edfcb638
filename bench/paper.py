"""How long one printed order takes: the first one of a process, which reads the fonts, and every other one."""

import time
from dataclasses import replace
from datetime import date
from statistics import median

from counterfoil.formats import order_pdf
from counterfoil.formats.order_pdf import Field, Line, Page, Sum

TIMES, LINES = 30, 10


def milliseconds() -> dict[str, float]:
    """The first PDF and the median of the others, each of another order of ten lines."""
    pages = [replace(_page(), number=f"PO-2026-{number:05}") for number in range(TIMES + 1)]
    first, *others = [_took(page) for page in pages]
    return {"first": first, "each": median(others)}


def _took(page: Page) -> float:
    begun = time.perf_counter()
    order_pdf.render(page)
    return (time.perf_counter() - begun) * 1000


def _page() -> Page:
    row = Line("Lettering of a chapter", "10", "hours", "60.00", "600.00", ["March 2, 2026 – March 31, 2026"])
    return Page(
        language="en",
        labels=order_pdf.language("en").words,
        day=date(2026, 3, 2),
        title="Spring catalogue",
        facts=[Field("Issued on", "March 2, 2026"), Field("Revision", "0"), Field("Engagement", "Catalogue")],
        buyer="Acme Studio",
        buyer_address="Hauptstr. 1\n10115 Berlin",
        seller="Cleo",
        seller_address="Wien",
        invoice_channel="invoices@acme.example",
        lines=[row] * LINES,
        sums=[Sum("Total", "6,000.00 EUR", strong=True)],
        contractor_code="POCLEO-0001",
        notes="As agreed.",
        digest="a" * 64,
    )
