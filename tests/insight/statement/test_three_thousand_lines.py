"""Three thousand lines: every page as quick as the first, one table, one PDF."""

import io
import os
from time import monotonic
from typing import Any

import psycopg
import pytest
from django.db import connection
from pypdf import PdfReader

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.insight.statement import filed
from counterfoil.insight.statement.statement import Period, lines, owings

from ...actions import billing
from ...cast import NOW, Cast
from ...many import billed_often

pytestmark = pytest.mark.django_db(transaction=True)

COPIES = 1_499
PERIOD = Period.of(NOW.date())
SECONDS = 2.0
"""A page of a hundred takes a few hundredths of this on a quiet machine."""


@pytest.fixture
def long(cast: Cast) -> Cast:
    """An order, and fifteen hundred invoices that were paid."""
    invoice_id = billing.matched(cast)
    billing.settled(cast, invoice_id)
    with psycopg.connect(os.environ["DATABASE_SUPERUSER_URL"], dbname=connection.settings_dict["NAME"]) as superuser:
        billed_often(superuser, [invoice_id], COPIES)
    return cast


def test_every_line_is_on_one_page_and_adds_up(long: Cast) -> None:
    seen, after, slowest = 0, None, 0.0
    with scope.reading(long.company_id):
        (account,) = owings(long.fay, long.contractor_id, PERIOD)
        while True:
            begun = monotonic()
            part = lines(long.fay, long.contractor_id, PERIOD, after, 100)
            slowest = max(slowest, monotonic() - begun)
            seen += len(part.each)
            after = part.after
            if after is None:
                break
    assert seen == 3_001 and slowest < SECONDS
    assert (account.figures["invoiced"], account.figures["paid"], account.balance) == (1_500_000, 1_500_000, 0)


def test_the_table_and_the_pdf_hold_all_of_it(long: Cast) -> None:
    rows = [row for chunk in filed.rows(long.fay, long.contractor_id, PERIOD) for row in chunk]
    assert len(rows) == 3_003
    with scope.reading(long.company_id):
        printed = filed.printed(long.fay, Contractor.objects.get(id=long.contractor_id), PERIOD)
    read: Any = PdfReader(io.BytesIO(printed))
    assert len(read.pages) > 40 and f"1 / {len(read.pages)}" in read.pages[0].extract_text()
    assert "closing balance" in "".join(page.extract_text() for page in read.pages[-2:])
