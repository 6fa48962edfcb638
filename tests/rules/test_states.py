"""Every transition table: complete in words and in iron, every state reachable, the ends final."""

from types import SimpleNamespace
from typing import Any

import pytest

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.kernel.guards import States
from counterfoil.foundation.kernel.states import pairs, wrong_state
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.models import Order, OrderHold
from counterfoil.lifecycle.orders.states import AUTHORISED, FIRST, SETTLED_CONTENT
from counterfoil.lifecycle.payments.models import Payment

MACHINES = [Order, Approval, Step, Piece, Invoice, InvoiceException, Payment, OrderHold]
MACHINES += [one.model for one in CATALOGUES]
FINAL = {Order: {"cancelled"}, Approval: {"refused", "recalled", "withdrawn"}, Step: {"given", "refused"}} | {
    Piece: {"accepted", "rejected", "withdrawn"},
    Invoice: {"rejected", "void"},
    InvoiceException: set(),
    Payment: {"reversed", "failed", "cancelled"},
    OrderHold: {"lifted"},
    **{one.model: set() for one in CATALOGUES},
}


def guard(model: Any) -> States:
    return next(constraint for constraint in model._meta.constraints if isinstance(constraint, States))


def reachable(model: Any) -> set[str]:
    found = set(guard(model).given["first"])
    while more := {end for start, end in pairs(model.TRANSITIONS) if start in found} - found:
        found |= more
    return found


@pytest.mark.parametrize("model", MACHINES)
def test_every_state_has_words_and_can_be_reached(model: Any) -> None:
    named = {state for pair in pairs(model.TRANSITIONS) for state in pair}
    assert named == set(model.STATES) == reachable(model)


@pytest.mark.parametrize("model", MACHINES)
def test_the_guard_is_made_from_the_table(model: Any) -> None:
    made = guard(model).given
    assert [tuple(move) for move in made["moves"]] == pairs(model.TRANSITIONS)
    loaded = ["issued"] if model is Order else []
    assert list(made["first"]) == [model._meta.get_field("state").default, *loaded]


@pytest.mark.parametrize("model", MACHINES)
def test_the_ends_are_final(model: Any) -> None:
    assert set(model.STATES) - {start for start, _end in pairs(model.TRANSITIONS)} == FINAL[model]


def test_the_order_s_pairs_are_as_designed() -> None:
    """Written down a second time, from DESIGN section 2."""
    assert set(pairs(Order.TRANSITIONS)) == {
        ("draft", "pending"),
        ("pending", "draft"),
        ("pending", "approved"),
        ("pending", "rejected"),
        ("rejected", "draft"),
        ("approved", "draft"),
        ("approved", "issued"),
        ("draft", "cancelled"),
        ("pending", "cancelled"),
        ("rejected", "cancelled"),
        ("approved", "cancelled"),
        ("issued", "cancelled"),
        ("issued", "closed"),
        ("closed", "issued"),
    }


def test_what_stands_still_and_what_is_authorised() -> None:
    assert set(SETTLED_CONTENT) == set(Order.STATES) - {"draft"}
    assert FIRST == ("draft", "issued")
    assert set(AUTHORISED) == {"approved", "issued", "closed"}


@pytest.mark.parametrize(("state", "reasons"), [("draft", []), ("issued", ["wrong_state"])])
def test_a_wrong_state_says_which_and_which_is_wanted(state: str, reasons: list[str]) -> None:
    row = SimpleNamespace(state=state, TRANSITIONS=Order.TRANSITIONS, state_words=Order.state_words)
    found = wrong_state(row, "submit")
    assert [reason.key for reason in found] == reasons
    for reason in found:
        assert reason.words == "It is issued; this can be done only while it is draft."
