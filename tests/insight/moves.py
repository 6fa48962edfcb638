"""The steps of a walk: which verb, by whom, with what. Each answers nothing where there is nothing to do it to."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.lifecycle.evidence.values import SubmissionValues
from counterfoil.lifecycle.invoices.values import InvoiceFacts

from .money_moves import (
    WHY,
    ask_for_an_advance,
    hold,
    lift,
    on_order,
    on_payment,
    on_write_off,
    release,
    release_several,
    undo_set_off,
    unlink,
    write_off,
    write_off_balance,
)
from .seen import Seen
from .walk import BOLD, LOOKED_AT, AvailableVerb, Step, Walk

ACCEPTABLE = {"price", "quantity", "evidence_missing", "duplicate", "approval_late", "date"}


# -- evidence ------------------------------------------------------------------------------------------------------


def submit(walk: Walk, seen: Seen) -> Step | None:
    """Evidence on one line, or on two at once."""
    if seen.state != "issued" and walk.chance.random() > BOLD:
        return None
    lines = walk.chance.sample(seen.lines, walk.chance.choice((1, 1, 2)))
    pieces = [{"line_id": line["id"], "quantity": walk.quantity(8)} for line in lines]
    values = SubmissionValues.model_validate({"pieces": pieces})
    return "evidence.submit", "cleo", {"order_id": walk.order_id, "values": values}


def accept(walk: Walk, seen: Seen) -> Step | None:
    """Whole, or in part with a reason."""
    piece = walk.pick(seen.pieces, "submitted")
    if piece is None:
        return None
    given: dict[str, Any] = {"submission_id": UUID(piece["submission"])}
    if walk.chance.random() < 0.3 and abs(piece["quantity"]) > 1:
        part = walk.quantity(abs(piece["quantity"]) - 1)
        given |= {"pieces": [{"piece_id": piece["id"], "quantity": part}], "reason": WHY}
    return "evidence.accept", "rita", given


def decide(verb: str, who: str, **more: Any) -> AvailableVerb:
    """Reject or withdraw what waits."""

    def move(walk: Walk, seen: Seen) -> Step | None:
        piece = walk.pick(seen.pieces, "submitted")
        return (verb, who, {"submission_id": UUID(piece["submission"])} | more) if piece else None

    return move


def correct_evidence(walk: Walk, seen: Seen) -> Step | None:
    """Take a part of an accepted piece back."""
    piece = walk.pick(seen.pieces, "accepted", corrects=None)
    if piece is None or (piece["stands"] < 1 and walk.chance.random() > BOLD):
        return None
    given = {"piece_id": UUID(piece["id"]), "quantity": walk.quantity(piece["stands"]), "reason": WHY}
    return "evidence.correct", "cleo", given


# -- invoices ------------------------------------------------------------------------------------------------------


def bill(walk: Walk, seen: Seen) -> Step | None:
    """An invoice with which everything is in order."""
    line = walk.to_bill(seen)
    return walk.invoice(walk.billed(line, walk.quantity(line["accepted"] - line["covered"]))) if line else None


def bill_on_a_balance(walk: Walk, seen: Seen) -> Step | None:
    """A small invoice while there is something to be set off against it."""
    line = walk.to_bill(seen)
    owed = any(one["owed_back"] > 0 for one in seen.invoices)
    return walk.invoice(walk.billed(line, 1)) if line and owed else None


def bill_wrongly(walk: Walk, seen: Seen) -> Step | None:
    """Too much, too dear, without a number, for an unknown order, on a line that is not clear, dated tomorrow, held."""
    line = walk.chance.choice(seen.lines)
    wrong = {
        "much": lambda: walk.invoice(walk.billed(line, line["accepted"] + walk.quantity(8))),
        "dear": lambda: walk.invoice(walk.billed(line, walk.quantity(3), walk.chance.choice((105, 90, 1000)))),
        "lost": lambda: walk.invoice(walk.billed(None, 2), quoted=walk.chance.choice(("n/a", "PO-1999-77777"))),
        "unclear": lambda: walk.invoice(walk.billed(None, walk.quantity(4))),
        "early": lambda: walk.invoice(walk.billed(line, 1), issued_on=walk.at.date() + timedelta(days=9)),
        "sum": lambda: walk.invoice(walk.billed(line, 1), total=Decimal(walk.serial)),
    }
    return walk.chance.choice(list(wrong.values()))()


def bill_again(walk: Walk, seen: Seen) -> Step | None:
    """The same number as one that stands."""
    first = walk.pick(seen.invoices, *LOOKED_AT, "paying", kind="invoice")
    return walk.invoice(walk.billed(seen.lines[0], 1), number=f" {first['number']} ") if first else None


def admit(walk: Walk, seen: Seen) -> Step | None:
    """A second person says that it is another one."""
    given = {"arrival_id": UUID(walk.chance.choice(walk.arrivals)), "reason": WHY} if walk.arrivals else None
    return ("invoice.admit_duplicate", "fay", given) if given else None


def credit(walk: Walk, seen: Seen) -> Step | None:
    """A credit note for one, or a part of its price, or all of an invoice; given back to the order or not."""
    first = walk.pick(seen.invoices, *LOOKED_AT, *LOOKED_AT, "paying", "paid", kind="invoice")
    if first is None:
        return None
    lines = [line for line in seen.invoice_lines if line["invoice"] == first["id"]]
    whole = {"tax": 0, "total": Decimal(str(first["total"]))}
    named = {"id": lines[0]["order_line"]} if lines[0]["order_line"] else None
    every = walk.billed(named, lines[0]["quantity"], lines[0]["price"])
    kinds: list[tuple[list[dict[str, Any]], dict[str, Any]]] = [
        (walk.billed(named, 1, lines[0]["price"]), {}),
        (walk.billed(named, 1, 7), {}),
        (every, whole | {"tax": whole["total"] - sum(line["quantity"] * line["price"] for line in lines)}),
    ]
    printed, more = walk.chance.choice(kinds)
    if more.get("tax", 0) < 0:
        return None
    gives_back = walk.chance.random() < 0.8
    return walk.invoice(printed, kind="credit", credits=first["number"], gives_back=gives_back, **more)


def correct_invoice(walk: Walk, seen: Seen) -> Step | None:
    """Type it anew as it should have been."""
    first, line = walk.pick(seen.invoices, "disputed", kind="invoice"), walk.to_bill(seen)
    if first is None or line is None:
        return None
    values = InvoiceFacts.model_validate(
        walk.facts(walk.billed(line, walk.quantity(line["accepted"] - line["covered"])))
    )
    return "invoice.correct", "petra", {"invoice_id": UUID(first["id"]), "values": values, "reason": WHY}


def pair(walk: Walk, seen: Seen) -> Step | None:
    """Say which line is meant."""
    waiting = {one["id"] for one in seen.invoices if one["state"] == "disputed" and one["linked"]}
    lines = [one for one in seen.invoice_lines if one["invoice"] in waiting and one["order_line"] is None]
    if not lines:
        return None
    line = walk.chance.choice(lines)
    given = {"invoice_id": UUID(line["invoice"]), "invoice_line_id": UUID(line["id"])}
    return "invoice.pair", "petra", given | {"order_line_id": UUID(walk.chance.choice(seen.lines)["id"])}


def on_invoice(verb: str, *states: str, **more: Any) -> AvailableVerb:
    """A verb on any document in one of these states."""

    def move(walk: Walk, seen: Seen) -> Step | None:
        first = walk.pick(seen.invoices, *states)
        return (verb, "petra", {"invoice_id": UUID(first["id"])} | more) if first else None

    return move


def clear(walk: Walk, seen: Seen) -> Step | None:
    """A second person accepts a variance."""
    found = [one for one in seen.exceptions if one["kind"] in ACCEPTABLE or walk.chance.random() < BOLD]
    first = walk.pick(found, "open")
    return (
        ("exception.accept", walk.chance.choice(("amir", "bela")), {"exception_id": UUID(first["id"]), "reason": WHY})
        if first
        else None
    )


_GLADLY: list[tuple[AvailableVerb, int]] = [
    (submit, 8),
    (accept, 24),
    (decide("evidence.reject", "rita", reason=WHY), 4),
    (decide("evidence.withdraw", "cleo"), 4),
    (correct_evidence, 5),
    (bill, 20),
    (bill_on_a_balance, 60),
    (bill_wrongly, 7),
    (bill_again, 5),
    (admit, 16),
    (credit, 6),
    (correct_invoice, 20),
    (pair, 14),
    (on_invoice("invoice.match", *LOOKED_AT), 4),
    (on_invoice("invoice.reject", "disputed", reason=WHY), 3),
    (on_invoice("invoice.void", *LOOKED_AT, reason=WHY), 3),
    (clear, 14),
    (release, 40),
    (on_payment("payment.initiate", "released"), 60),
    (on_payment("payment.settle", "initiated"), 80),
    (on_payment("payment.fail", "initiated", "petra", reason=WHY), 30),
    (on_payment("payment.reverse", "settled", "petra", reason=WHY), 40),
    (on_payment("payment.cancel", "released", reason=WHY), 20),
    (release_several, 60),
    (unlink, 120),
    (ask_for_an_advance, 14),
    (undo_set_off, 300),
    (write_off, 16),
    (write_off_balance, 24),
    (on_write_off("writeoff.approve", "noted", "olga"), 90),
    (on_write_off("writeoff.withdraw", "noted", "olga", reason=WHY), 6),
    (on_write_off("writeoff.reverse", "standing", "fay", reason=WHY), 20),
    (hold, 6),
    (lift, 24),
    (on_order("order.close", "issued"), 6),
    (on_order("order.reopen", "closed"), 12),
]
MOVES: list[AvailableVerb] = [move for move, gladly in _GLADLY for _ in range(gladly)]
"""What may come next, as often as it is wanted."""
