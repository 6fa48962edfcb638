"""What comes is what it says it is: by its type code and profile, and not by its root."""

from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.payables.flags import flags_of
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions as matching

from ..actions.billing import covers_of, exception_of, invoice_of, kinds_of
from ..actions.loading import arrivals
from ..cast import NOW, Cast
from .conftest import Send
from .papers import paper, worked

WHY = "We asked Cleo about it"


def test_a_credit_note_written_as_an_invoice_takes_off_the_invoice_that_it_names(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [billed] = send(a=paper("RE-1", "10", code="380", order=order))
    assert billed["state"] == "matched"
    [credited] = send(b=paper("GS-1", "4", code="381", order=order, names="RE-1"))
    assert (credited["became"], credited["state"]) == ("credit", "matched")
    bill = invoice_of(cast, billed["id"])
    assert (bill.credited_amount, bill.open_amount, bill.state) == (400, 600, "matched")
    assert sum(cover.amount for cover in covers_of(cast, UUID(billed["order_id"]))) == 600


@pytest.mark.parametrize(("code", "root"), [("381", "Invoice"), ("381", "CreditNote"), ("", "CreditNote")])
def test_a_credit_note_below_zero_is_kept_and_waits_for_a_person(cast: Cast, send: Send, code: str, root: str) -> None:
    order = worked(cast)
    [billed] = send(a=paper("RE-1", "10", order=order))
    [note] = send(b=paper("GS-1", "-4", code=code, root=root, order=order, names="RE-1"))
    assert (note["became"], note["state"], kinds_of(cast, note["id"])) == ("credit", "disputed", ["below_zero"])
    assert invoice_of(cast, billed["id"]).open_amount == 1000
    found = exception_of(cast, UUID(note["id"]), "below_zero")
    matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)
    assert (invoice_of(cast, note["id"]).state, invoice_of(cast, billed["id"]).open_amount) == ("matched", 600)


def test_an_invoice_below_zero_is_a_credit_note_of_the_invoice_that_it_names(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [billed] = send(a=paper("RE-1", "10", code="380", order=order))
    [note] = send(b=paper("RE-2", "-4", code="380", order=order, names="RE-1"))
    assert (note["became"], note["state"], kinds_of(cast, note["id"])) == ("credit", "matched", [])
    assert invoice_of(cast, billed["id"]).open_amount == 600


@pytest.mark.parametrize(
    ("code", "root", "kind"),
    [
        ("380", "CreditNote", "paper_kind"),
        ("999", "Invoice", "paper_unclear"),
        ("Lieferschein", "Invoice", "paper_unclear"),
    ],
)
def test_what_is_unclear_or_contradicts_itself_claims_nothing_until_a_second_person_says_so(
    cast: Cast, send: Send, code: str, root: str, kind: str
) -> None:
    [kept] = send(a=paper("RE-1", "10", code=code, root=root, order=worked(cast)))
    assert (kept["became"], kept["state"], kinds_of(cast, kept["id"])) == ("invoice", "disputed", [kind])
    assert covers_of(cast, UUID(kept["order_id"])) == []
    found = exception_of(cast, UUID(kept["id"]), kind)
    matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)
    assert invoice_of(cast, kept["id"]).state == "cleared"


@pytest.mark.parametrize(
    ("code", "says", "reason"),
    [
        ("325", "", "pro_forma"),
        ("751", "", "information"),
        ("386", "", "advance"),
        ("380", "<cbc:ProfileID>Payment reminder</cbc:ProfileID>", "reminder"),
        ("", "<cbc:CopyIndicator>true</cbc:CopyIndicator>", "copy"),
    ],
)
def test_what_asks_for_nothing_is_filed_with_the_order_or_the_invoice_that_it_names(
    cast: Cast, send: Send, code: str, says: str, reason: str
) -> None:
    order = worked(cast)
    [billed] = send(a=paper("RE-1", "10", order=order))
    answers = send(
        b=paper("X-1", "10", code=code, order=order, says=says),
        c=paper("X-2", "10", code=code, names="re 1", says=says),
        d=paper("X-3", "10", code=code, order="PO-unknown", says=says),
    )
    assert [answer["became"] for answer in answers] == ["filed", "filed", "refused"]
    found = {one.number: one for one in arrivals(cast) if one.number.startswith("X")}
    assert {one.order_id for one in found.values()} == {UUID(billed["order_id"]), None}
    assert {tuple(given["key"] for given in one.reasons) for one in found.values()} == {(reason,)}
    with scope.reading(cast.company_id):
        assert Invoice.objects.get().number == "RE-1"


def test_a_number_shared_by_an_invoice_and_a_credit_note_is_flagged_and_stops_nothing(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [billed] = send(a=paper("RE-1", "10", order=order))
    [note] = send(b=paper("re/1", "4", code="381", root="CreditNote", order=order, names="RE-1"))
    send(c=paper("RE-2", "1", order="PO-unknown"))
    assert (billed["state"], note["state"]) == ("matched", "matched")
    with scope.reading(cast.company_id):
        flags = {row.number: [flag.key for flag in flags_of(row)] for row in Invoice.objects.all()}
        assert flags == {"RE-1": ["number_shared"], "re/1": ["number_shared"], "RE-2": []}
        assert "re/1" in flags_of(Invoice.objects.get(id=billed["id"]))[0].words


def test_a_credit_note_of_one_letter_never_credits_another(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [billed] = send(a=paper("Ä-12", "5", order=order))
    [note] = send(b=paper("GS-12", "5", code="381", root="CreditNote", names="Ö-12"))
    assert kinds_of(cast, note["id"]) == ["invoice_unknown"]
    assert invoice_of(cast, billed["id"]).open_amount == 500
    [other] = send(c=paper("Ö-12", "5", order=order))
    matching.match(by=cast.petra, at=NOW, invoice_id=UUID(note["id"]))
    assert invoice_of(cast, note["id"]).credits_id == UUID(other["id"])


@pytest.mark.parametrize(
    "numbers",
    [
        ("А-15", "Б-15"),
        ("ΤΙΜ-001", "ΠΙΣ-001"),
        ("請求書-7", "見積書-7"),
        ("٢٠٢٦-٠٠١",),
    ],
)
def test_numbers_of_every_script_make_an_invoice_each(cast: Cast, send: Send, numbers: tuple[str, ...]) -> None:
    order = worked(cast)
    hours = {number: str(3 + place) for place, number in enumerate(numbers)}
    answers = [send(a=paper(number, hours[number], order=order))[0] for number in numbers]
    assert [(answer["became"], answer["state"]) for answer in answers] == [("invoice", "matched")] * len(numbers)
    assert send(b=paper("2026/001", "1", order=order))[0]["became"] == ("duplicate" if len(numbers) == 1 else "invoice")


def test_two_numbers_with_their_separators_elsewhere_are_two_invoices(cast: Cast, send: Send) -> None:
    order = worked(cast)
    first, second = (
        send(a=paper(number, hours, order=order))[0] for number, hours in [("2026-1-11", "3"), ("2026-11-1", "4")]
    )
    assert (first["state"], second["became"], kinds_of(cast, second["id"])) == ("matched", "invoice", ["duplicate"])
    assert send(c=paper(" 2026_1/11", "3", order=order))[0]["became"] == "duplicate"
