"""Credit notes: what they take off, give back, and leave to be paid, whenever they come."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, covers_of, invoice_lines_of, invoice_of, kinds_of, matched, payment_of, received, settled
from .books import books
from .ordering import order_of
from .verb import WHY, refused


def credit(cast: Cast, quantity: Any = 4, **more: Any) -> dict[str, Any]:
    """A credit note on the invoice R-1."""
    return received(cast, **{"kind": "credit", "number": "G-7", "credits": "R-1", "quantity": quantity} | more)


def open_of(cast: Cast, invoice_id: UUID) -> tuple[str, Any, Any]:
    """Where an invoice stands, what is left to be paid of it, and what its order covers."""
    claim = invoice_of(cast, invoice_id)
    return claim.state, claim.open_amount, order_of(cast, claim.order_id).covered_amount


@pytest.mark.req(97)
def test_it_takes_off_and_gives_back_and_can_be_undone(cast: Cast) -> None:
    invoice_id = matched(cast)
    note_id = UUID(credit(cast)["id"])
    assert open_of(cast, invoice_id) == ("matched", 600, 600)
    assert matching.void(by=cast.petra, at=NOW, invoice_id=note_id, reason=WHY)["state"] == "void"
    assert open_of(cast, invoice_id) == ("matched", 1000, 1000)


def test_looked_at_again_it_takes_nothing_more_off(cast: Cast) -> None:
    invoice_id = matched(cast)
    note_id = UUID(credit(cast)["id"])
    assert matching.match(by=cast.petra, at=NOW, invoice_id=note_id)["state"] == "matched"
    assert open_of(cast, invoice_id) == ("matched", 600, 600)


def test_a_rebate_lowers_what_is_paid_and_gives_nothing_back(cast: Cast) -> None:
    invoice_id = matched(cast)
    credit(cast, gives_back=False)
    assert open_of(cast, invoice_id) == ("matched", 600, 1000)
    assert payment_of(cast, settled(cast, invoice_id)).amount == 600
    assert invoice_of(cast, invoice_id).state == "paid"


def test_a_line_that_takes_off_nothing_gives_no_quantity_back(cast: Cast) -> None:
    invoice_id = matched(cast)
    nothing = {"text": "Layout", "quantity": 10, "unit": "HUR", "unit_price": "100", "amount": "0"}
    assert credit(cast, lines=[nothing], tax="1", total="1")["state"] == "matched"
    assert invoice_lines_of(cast, invoice_id)[0].credited_quantity == 0


def test_one_that_comes_last_pays_the_invoice_off(cast: Cast) -> None:
    """What was not paid yet is credited: the invoice is paid, and its order can be closed."""
    invoice_id = matched(cast)
    part = payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(600), purpose="Part of 600")
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(part["id"]))
    payments.settle(by=cast.fay, at=NOW, payment_id=UUID(part["id"]))
    credit(cast)
    assert open_of(cast, invoice_id) == ("paid", 0, 600)
    order_id = invoice_of(cast, invoice_id).order_id
    assert orders.close(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)["state"] == "closed"


def test_a_payment_taken_back_leaves_what_is_credited_and_settled_paid(cast: Cast) -> None:
    invoice_id = matched(cast)
    parts = [
        UUID(
            payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(amount), purpose=f"{amount}")[
                "id"
            ]
        )
        for amount in (600, 400)
    ]
    payments.initiate(by=cast.fay, at=NOW, payment_id=parts[0])
    assert payments.settle(by=cast.fay, at=NOW, payment_id=parts[0])["invoice_state"] == "paying"
    credit(cast)
    assert invoice_of(cast, invoice_id).state == "paying"
    taken_back = payments.cancel(by=cast.fay, at=NOW, payment_id=parts[1], reason=WHY)
    assert taken_back["invoice_state"] == "paid"


def test_it_is_kept_while_the_evidence_of_a_paid_part_was_corrected(cast: Cast) -> None:
    order_id = cast.issued()
    piece_id = accepted(cast, order_id)
    invoice_id = UUID(received(cast, order_id)["id"])
    payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(300), purpose="Part of 300")
    minus = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(4), reason=WHY)
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(minus["submission_id"]))
    assert credit(cast, 1)["state"] == "matched"
    assert open_of(cast, invoice_id) == ("paying", 600, 900)
    assert [(row.quantity, row.piece_id) for row in covers_of(cast, order_id)] == [(10, piece_id), (-1, piece_id)]


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({"credits": "R-99"}, ["invoice_unknown"]),
        ({"quantity": 11}, ["credited", "credited"]),
        ({"currency": "USD"}, ["currency"]),
        ({"total": "401"}, ["total"]),
    ],
)
def test_what_does_not_fit_is_kept_and_takes_nothing_off(cast: Cast, more: dict[str, Any], kinds: list[str]) -> None:
    invoice_id = matched(cast)
    note = credit(cast, **more)
    assert (note["state"], kinds_of(cast, note["id"])) == ("disputed", kinds)
    assert open_of(cast, invoice_id) == ("matched", 1000, 1000)


def test_it_is_never_paid_and_not_undone_once_its_invoice_is(cast: Cast) -> None:
    invoice_id = matched(cast)
    note_id = UUID(credit(cast)["id"])
    release = partial(payments.release, by=cast.fay, at=NOW, invoice_id=note_id)
    assert "credit_note" in refused(cast, release)
    settled(cast, invoice_id)
    void = partial(matching.void, by=cast.petra, at=NOW, invoice_id=note_id, reason=WHY)
    assert refused(cast, void) == ["credited_is_paid"]


def test_a_look_that_finds_the_same_changes_nothing(cast: Cast) -> None:
    invoice_id = matched(cast)
    credit(cast)
    before = books(cast.company_id)
    matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)
    after = books(cast.company_id)
    for rows in (before, after):
        for row in rows["Invoice"]:
            row.pop("version")
    assert after == before
