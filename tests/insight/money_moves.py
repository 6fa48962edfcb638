"""The steps of a walk that move money, hold it, or open and close the order."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.payments.values import InvoicePart

from .seen import Row, Seen
from .walk import BOLD, LOOKED_AT, AvailableVerb, Step, Walk

WHY = "Because it is so"


def release(walk: Walk, seen: Seen) -> Step | None:
    """All that is open, or a part."""
    first = walk.pick(_payable(walk, seen), "matched", "cleared", "paying")
    if first is None:
        return None
    whole = {"invoice_id": UUID(first["id"]), "purpose": f"Step {len(walk.steps)}"}
    part = walk.quantity(first["open"] / 60) * 50
    in_part = first["kind"] == "invoice" and walk.chance.random() < 0.4
    return "payment.release", "fay", whole | ({"amount": part} if in_part else {})


def _payable(walk: Walk, seen: Seen) -> list[Row]:
    claims = [one for one in seen.invoices if one["kind"] != "credit"]
    return [one for one in claims if one["open"] > 0 or walk.chance.random() < BOLD]


def release_several(walk: Walk, seen: Seen) -> Step | None:
    """Two at once, in one payment: all that is open of each."""
    found = [one for one in _payable(walk, seen) if one["state"] in ("matched", "cleared", "paying")]
    if len(found) < 2:
        return None
    parts = [
        InvoicePart(invoice_id=one["id"], purpose=f"Step {len(walk.steps)}") for one in walk.chance.sample(found, 2)
    ]
    return "payment.release_several", "fay", {"contractor_id": walk.contractor_id, "invoices": parts}


def unlink(walk: Walk, seen: Seen) -> Step | None:
    """Take an invoice out of a payment of several that has not left."""
    released = [one for one in seen.payments if one["state"] == "released" and one["live"]]
    shared = [one for one in released if sum(each["id"] == one["id"] for each in released) > 1]
    if walk.chance.random() < BOLD:
        shared = seen.payments
    if not shared:
        return None
    first = walk.chance.choice(shared)
    given = {"payment_id": UUID(first["id"]), "invoice_id": UUID(first["invoice"]), "reason": WHY}
    return "payment.unlink", "fay", given


def ask_for_an_advance(walk: Walk, seen: Seen) -> Step | None:
    """Money before an invoice; boldly more than the order has left."""
    if seen.state != "issued" and walk.chance.random() > BOLD:
        return None
    amount = walk.quantity(8) * 100 + Decimal(walk.serial) / 100
    return "advance.request", "rita", {"order_id": walk.order_id, "amount": amount, "purpose": WHY}


def undo_set_off(walk: Walk, seen: Seen) -> Step | None:
    """Take back what paid an invoice from a credit balance: alone, or beside a payment that has arrived."""
    arrived = [one for one in seen.set_offs if one["state"] == "settled"]
    invoice_id = walk.chance.choice(arrived)["invoice"] if arrived else None
    return ("invoice.undo_set_off", "fay", {"invoice_id": UUID(invoice_id), "reason": WHY}) if invoice_id else None


def write_off(walk: Walk, seen: Seen) -> Step | None:
    """What is left of an invoice is settled without money."""
    first = walk.pick([one for one in seen.invoices if one["open"] > 0], "matched", "cleared", "paying", kind="invoice")
    return ("writeoff.note_invoice", "fay", {"invoice_id": UUID(first["id"]), "reason": WHY}) if first else None


def write_off_balance(walk: Walk, seen: Seen) -> Step | None:
    """What was paid and is owed no more is given up."""
    owed = [one for one in seen.invoices if one["owed_back"] > 0 or walk.chance.random() < BOLD]
    given = {"invoice_id": UUID(walk.chance.choice(owed)["id"]), "reason": WHY} if owed else None
    return ("writeoff.note_balance", "fay", given) if given else None


def on_write_off(verb: str, state: str, who: str, **more: Any) -> AvailableVerb:
    """A verb on a write-off in this state."""

    def move(walk: Walk, seen: Seen) -> Step | None:
        first = walk.pick(seen.write_offs, state)
        return (verb, who, {"writeoff_id": UUID(first["id"])} | more) if first else None

    return move


def on_payment(verb: str, state: str, who: str = "fay", **more: Any) -> AvailableVerb:
    """A verb on a payment in this state."""

    def move(walk: Walk, seen: Seen) -> Step | None:
        first = walk.pick(seen.payments, state)
        return (verb, who, {"payment_id": UUID(first["id"])} | more) if first else None

    return move


def hold(walk: Walk, seen: Seen) -> Step | None:
    """Hold contractor, order or an invoice; two holds at once are enough."""
    if len(walk.holds) > 1:
        return None
    room, subject = walk.chance.choice(
        (("contractor", walk.contractor_id), ("order", walk.order_id), ("invoice", None))
    )
    if room == "invoice":
        first = walk.pick(seen.invoices, *LOOKED_AT, "paying", kind="invoice")
        subject = UUID(first["id"]) if first else None
    kind = walk.chance.choice(("everything", "invoicing", "payment"))
    values = HoldValues.model_validate({"scope": kind, "reason": WHY})
    return (f"{room}.hold", "petra", {f"{room}_id": subject, "values": values}) if subject else None


def lift(walk: Walk, seen: Seen) -> Step | None:
    """End a hold."""
    if not walk.holds:
        return None
    room, subject, held = walk.chance.choice(walk.holds)
    return f"{room}.lift", "petra", {f"{room}_id": UUID(subject), "hold_id": UUID(held), "reason": WHY}


def on_order(verb: str, state: str) -> AvailableVerb:
    """Close or reopen. Closing asks for all to be settled; it is tried where it is likely."""

    def move(walk: Walk, seen: Seen) -> Step | None:
        waits = [one for one in seen.invoices if one["state"] in (*LOOKED_AT, "paying") and one["kind"] == "invoice"]
        waits += [one for one in seen.pieces if one["state"] == "submitted"]
        likely = seen.state == state and (verb == "order.reopen" or not waits)
        return (
            (verb, "iris", {"order_id": walk.order_id, "reason": WHY})
            if likely or walk.chance.random() < BOLD / 3
            else None
        )

    return move
