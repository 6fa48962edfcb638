"""Papers that were read wrongly once, from arrival to what may be paid."""

import re
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Via
from counterfoil.insight.payables.flags import flags_of
from counterfoil.lifecycle.intake.receiving import Sender, receive

from ..actions.billing import accepted, invoice_of, kinds_of, number_of, received
from ..cast import NOW, Cast, line


@pytest.fixture
def papers(data_folder: Path) -> Path:
    """The folder of small files."""
    return data_folder / "papers"


def _arrive(cast: Cast, file: Path, order_number: str) -> dict[str, str]:
    """Fay receives a file in which order and seller are ours, on a day that has come."""
    text = re.sub(r"PO-2026-\d+", order_number, file.read_text())
    text = re.sub(r"<cbc:IssueDate>[^<]*", f"<cbc:IssueDate>{NOW.date()}", text)
    text = re.sub(r"<cbc:Name>Studio [^<]*", f"<cbc:Name>{_called(cast)}", text)
    [answer] = receive([(file.name, text.encode())], Sender(cast.fay, NOW, Via("cli"), "buyer"))
    return answer


def _called(cast: Cast) -> str:
    with scope.reading(cast.company_id):
        return str(Contractor.objects.get(id=cast.contractor_id).name)


def test_a_credit_note_as_invoice_381_is_taken_off_and_never_paid(cast: Cast, papers: Path) -> None:
    order_id = cast.issued(lines=[line(quantity=20)])
    accepted(cast, order_id, 20)
    first = received(cast, order_id, number="RE-2026-104", tax=200, total=1200)
    answer = _arrive(cast, papers / "credit-as-invoice-381.xml", number_of(cast, order_id))
    assert (answer["became"], answer["state"]) == ("credit", "matched")
    bill, note = invoice_of(cast, first["id"]), invoice_of(cast, answer["id"])
    assert (bill.open_amount, note.total, note.credits_id) == (Decimal(600), Decimal(600), UUID(first["id"]))
    with scope.reading(cast.company_id):
        assert [flag.key for flag in flags_of(note)] == ["paper_contradicts"]


def test_a_credit_note_of_oe_12_leaves_ae_12_alone(cast: Cast, papers: Path) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    first = received(cast, order_id, number="Ä-12")
    answer = _arrive(cast, papers / "credit-of-oe-12.xml", number_of(cast, order_id))
    assert (answer["became"], kinds_of(cast, answer["id"])) == ("credit", ["invoice_unknown"])
    assert invoice_of(cast, first["id"]).credited_amount == 0
