"""Whatever is on an order, everybody who asks what it comes to is told the same, to the last unit of its currency."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from counterfoil.formats.ubl import read
from counterfoil.foundation.catalogue.catalogues import DISCOUNTS, TAXES
from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import minor_units
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, Revision, RevisionCharge, RevisionLine

from ...actions.test_rate_set import rate_set
from ...cast import NOW, Cast
from ...catalogues import added
from ..api.conftest import Caller, key_for
from .conftest import SignIn, form
from .test_rates import TODAY

OFF_OR_ON = ("-33.3333", "-100", "-0.005", "12.5", "-10", "0.0001")
TAXED = ("20", "8.875", "0.01", "19", "5", "100")
"""Awkward per cents; the second tax is reckoned on the one before it too."""
RATES = {"EUR": None, "USD": "0.8571", "JPY": "0.0061234567", "KWD": "3.0123"}


def _figures(places: int, least: str, most: str) -> st.SearchStrategy[str]:
    return st.decimals(Decimal(least), Decimal(most), places=places).map(lambda one: f"{one:f}")


def _two_of(count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, count - 1), max_size=2, unique=True)


KINDS = {"discount": "discounts", "tax": "taxes", "adjustment": "adjustments"}
LINES = st.fixed_dictionaries(
    {"quantity": _figures(6, "0.000001", "2000"), "unit_price": _figures(6, "0", "900")},
    optional={"discount": _figures(4, "-100", "100"), "tax_exempt": st.just("on")},
)
TYPED = st.fixed_dictionaries(
    {
        "currency": st.sampled_from(sorted(RATES)),
        "lines": st.lists(LINES, min_size=1, max_size=4),
        "discounts": _two_of(len(OFF_OR_ON)),
        "taxes": _two_of(len(TAXED)),
        "adjustments": st.lists(st.integers(-4000, 4000).filter(bool), max_size=3),
    }
)


@pytest.mark.req(105, 150, 151)
@pytest.mark.parametrize("sequential", [False, True])
def test_page_interface_document_database_and_verify_agree(cast: Cast, sign_in: SignIn, sequential: bool) -> None:
    changes = CompanyChanges(sequential_discounts=sequential)
    change_company(by=cast.olga, at=NOW, changes=changes)
    for one, per_cents in ((DISCOUNTS, OFF_OR_ON), (TAXES, TAXED)):
        for place, percent in enumerate(per_cents):
            compound = {"compound": True} if one is TAXES and place == 1 else {}
            added(one, cast, code=f"C{place}", name=f"Row {place}", percent=percent, **compound)
    for currency, rate in RATES.items():
        if rate:
            rate_set(cast, currency=currency, rate=rate, day=TODAY.isoformat())
    asked = Asked(cast, sign_in)

    # Orders cannot be unmade: to shrink one that fails would make hundreds more.
    @settings(max_examples=25, deadline=None, database=None, phases=[Phase.generate])
    @given(TYPED)
    def agree(typed: dict[str, Any]) -> None:
        asked.agrees(typed)

    agree()
    assert asked.issued > 3, "or hardly anything would be asked"


class Asked:
    """Everybody who can be asked what an order comes to."""

    def __init__(self, cast: Cast, sign_in: SignIn) -> None:
        self.cast, self.rita, self.issued = cast, sign_in("rita"), 0
        self.api = Caller(key_for(cast.rita))

    def agrees(self, typed: dict[str, Any]) -> None:
        """An order is asked for by page as it is typed, and issued where it comes to something."""
        sent = self._form(typed)
        previewed = _amounts(self.rita.post("/orders/preview", sent).content.decode(), "dl", "div")
        answer = self.rita.post("/orders/new", sent)
        assert answer.status_code == 302, re.findall(r"says-wrong[^<]*>[^<]*", answer.content.decode())
        order_id = UUID(answer["Location"].rpartition("/")[2])
        stored = self._stored(order_id, typed["currency"])
        assert previewed == stored
        self._told(order_id, stored)
        if stored[-1] > 0 and self._is_issued(order_id):
            self.issued += 1
            self._told(order_id, stored)
            self._documented(order_id, stored, typed["currency"])
        assert verify(self.cast.company_id).findings == []

    def _form(self, typed: dict[str, Any]) -> dict[str, str]:
        places = {"JPY": 0, "KWD": 3}.get(typed["currency"], 2)
        sent = form(self.cast, currency=typed["currency"], charges_for=str(self.cast.contractor_id))
        for index, line in enumerate(typed["lines"]):
            sent |= {f"lines-{index}-{name}": value for name, value in ({"text": "L", "unit": "HUR"} | line).items()}
        for name in ("discount", "tax"):
            picked = typed["discounts" if name == "discount" else "taxes"]
            sent |= {f"{name}_{place}": f"C{row}" for place, row in enumerate(picked, 1)}
        for place, amount in enumerate(typed["adjustments"], 1):
            sent |= {
                f"adjustment_{place}": "Courier",
                f"adjustment_{place}_amount": str(Decimal(amount).scaleb(-places)),
            }
        return sent

    def _is_issued(self, order_id: UUID) -> bool:
        shown = orders.submit(by=self.cast.rita, at=NOW, order_id=order_id)["digest"]
        if orders.approve(by=self.cast.amir, at=NOW, order_id=order_id, shown=shown)["state"] == "pending":
            orders.approve(by=self.cast.bela, at=NOW, order_id=order_id, shown=shown)
        return bool(orders.issue(by=self.cast.iris, at=NOW, order_id=order_id)["number"])

    def _stored(self, order_id: UUID, currency: str) -> list[Decimal]:
        """What stands in the database, each sum being that of what stands before it."""
        with scope.reading(self.cast.company_id):
            said = Revision.objects.get(order_id=order_id)
            lines = [one.amount for one in RevisionLine.objects.filter(order_id=order_id)]
            charges = {
                kind: [
                    one.amount
                    for one in RevisionCharge.objects.filter(order_id=order_id, kind=kind).order_by("position")
                ]
                for kind in KINDS
            }
        assert said.subtotal == sum(lines)
        assert said.net == said.subtotal + sum(charges["discount"])
        assert (said.tax, said.adjustments) == (sum(charges["tax"]), sum(charges["adjustment"]))
        assert said.total == said.net + said.tax + said.adjustments
        return _in_order({name: getattr(said, name) for name in ("subtotal", "net", "total")}, charges)

    def _told(self, order_id: UUID, stored: list[Decimal]) -> None:
        """The record, its form while it is a draft, and a program."""
        # With nothing added, the tab of the sums says lines, net and total, which are one.
        in_words = stored if len(stored) > 1 else stored * 3
        for tab, part, says in (("jobs", "tfoot", stored), ("sums", 'table class="jobs sums"', in_words)):
            page = self.rita.get(f"/orders/{order_id}?tab={tab}").content.decode()
            assert _amounts(page, part, "tr")[: len(says)] == says, tab
        if f"/orders/{order_id}/edit" in page:
            assert _amounts(self.rita.get(f"/orders/{order_id}/edit").content.decode(), "dl", "div") == stored
        told = self.api.get(f"/orders/{order_id}").json()
        charges = {kind: [one["amount"] for one in told["charges"] if one["kind"] == kind] for kind in KINDS}
        assert _in_order(told["totals"], charges) == stored
        assert sum(Decimal(one["amount"]) for one in told["lines"]) == Decimal(told["totals"]["subtotal"])

    def _documented(self, order_id: UUID, stored: list[Decimal], currency: str) -> None:
        """The frozen document, what is printed of it, and the file for a program."""
        with scope.reading(self.cast.company_id):
            frozen = json.loads(Order.objects.get(id=order_id).document)
        charges = {kind: [one["amount"] for one in frozen.get(name, ())] for kind, name in KINDS.items()}
        assert _in_order(frozen, charges) == stored
        pdf = PdfReader(io.BytesIO(self.rita.get(f"/orders/{order_id}/order.pdf").content))
        printed = " ".join("".join(one.extract_text() for one in pdf.pages).split())
        assert re.findall(rf"(-?[\d,.]+) {currency}\b", printed)[: len(stored)] == [
            f"{amount:,.{minor_units(currency)}f}" for amount in stored
        ]
        sums = read(self.rita.get(f"/orders/{order_id}/order.xml").content).sums
        charged = sum(Decimal(amount) for kind in ("discount", "adjustment") for amount in charges[kind])
        taxed = sum(Decimal(amount) for amount in charges["tax"])
        assert (sums.lines, sums.charges, sums.tax or 0) == (
            Decimal(frozen.get("subtotal", frozen["total"])),
            charged,
            taxed,
        )
        assert sums.payable == stored[-1]


def _in_order(sums: Mapping[str, Any], charges: Mapping[str, Sequence[Any]]) -> list[Decimal]:
    """The sums in the order in which they are printed; where nothing is added to the lines, that is one."""
    if not any(charges.values()):
        return [Decimal(sums["total"])]
    taxed = (*charges["tax"], *charges["adjustment"])
    return [Decimal(one) for one in (sums["subtotal"], *charges["discount"], sums["net"], *taxed, sums["total"])]


def _amounts(page: str, within: str, row: str) -> list[Decimal]:
    """The figure at the end of every row of one part of a page."""
    part = page.split(f"<{within}")[1].split(f"</{within.partition(' ')[0]}>")[0]
    rows = re.findall(rf"<{row}\b.*?</{row}>", part, re.S)
    return [_figure(" ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split())) for one in rows]


def _figure(text: str) -> Decimal:
    """The figure at the end; a sign stands before the currency where it is named."""
    found = re.search(r"(-?)(?:[A-Z]{3} ?)?(-?[\d.,]+)$", text.replace("\N{MINUS SIGN}", "-"))
    assert found, text
    return Decimal(found[1] + found[2].replace(",", ""))
