"""An invoice and its order in no database: 10 hours at 100.00 EUR, accepted and billed, or what a test says instead."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from counterfoil.foundation.catalogue.models import PolicyVersion, Tolerance
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.matching.findings import Finding
from counterfoil.lifecycle.matching.match_case import MatchCase
from counterfoil.lifecycle.orders.models import Order, OrderLine, Revision, RevisionLine
from counterfoil.lifecycle.orders.pricing import line_amount

from .people import Read

TODAY = date(2026, 3, 2)
TEAM, ENGAGEMENT = new_id(), new_id()


def keys(reasons: Sequence[Reason]) -> list[str]:
    return [reason.key for reason in reasons]


def figure(number: Any) -> Decimal:
    return Decimal(str(number))


def order(**more: Any) -> Order:
    """An issued order of a contractor's, with a limit of 1000."""
    given: dict[str, Any] = {"id": new_id(), "state": "issued", "currency": "EUR", "base_currency": "EUR"}
    given |= {"contractor": Contractor(id=new_id(), member_id=new_id()), "requester_id": new_id(), "team_id": TEAM}
    given |= {"engagement_id": ENGAGEMENT, "limit_amount": Decimal(1000), "issued_on": date(2026, 3, 1)}
    return Order(**given | more)


def said(quantity: Any = 10, price: Any = 100, *, accepted: Any = 10, **more: Any) -> RevisionLine:
    """What the order says of one line, accepted, and covered by others so far as `covered` says."""
    covered_quantity, covered = more.pop("covered", (0, 0))
    limits = more.pop("limit", (quantity, figure(quantity) * figure(price)))
    identity = OrderLine(
        id=new_id(),
        position=more.pop("position", 1),
        limit_quantity=figure(limits[0]),
        limit_amount=figure(limits[1]),
        accepted_quantity=figure(accepted),
        covered_quantity=figure(covered_quantity),
        covered_amount=figure(covered),
    )
    amount = figure(quantity) * figure(price)
    given: dict[str, Any] = {"quantity": figure(quantity), "unit_price": figure(price), "amount": amount, "unit": "HUR"}
    return RevisionLine(line=identity, text="Layout", **given | more)


def billed(on: RevisionLine | None = None, quantity: Any = 10, price: Any = 100, **more: Any) -> InvoiceLine:
    """One line of an invoice, paired where an order line is named."""
    given: dict[str, Any] = {"id": new_id(), "text": "Layout", "unit": "HUR", "quantity": figure(quantity)}
    given |= {"unit_price": figure(price), "amount": line_amount(figure(quantity), figure(price), "EUR")}
    for name in ("amount", "covered_quantity", "covered_amount", "credited_quantity", "credited_amount", "charges"):
        given |= {name: figure(more.pop(name))} if name in more else {}
    return InvoiceLine(order_line_id=on.line_id if on else None, **given | more)


def invoice(lines: Sequence[InvoiceLine] = (), **more: Any) -> Invoice:
    """An invoice that waits, whose total its lines give."""
    net = sum((line.amount for line in lines), Decimal(0))
    given: dict[str, Any] = {"id": new_id(), "state": "received", "number": "R-1", "currency": "EUR", "quoted": "PO-1"}
    given |= {"issued_on": TODAY, "net": net, "total": net, "engagement_id": ENGAGEMENT}
    alike = more.pop("alike", [])
    made = Invoice(**{"contractor": Contractor()} | given | more)
    made.alike = alike
    return made


def staged(
    lines: Sequence[InvoiceLine], says: Sequence[RevisionLine], *, ordered: Order | None = None, **more: Any
) -> MatchCase:
    """The invoice with these lines, on an order that says so much."""
    claimed = more.pop("invoice", {})
    revision = Revision(ends_on=more.pop("ends_on", None))
    return MatchCase(
        invoice(lines, **claimed),
        list(lines),
        Company(currency="EUR", country=more.pop("country", "DE")),
        TODAY,
        booked=more.pop("booked", {}),
        order=ordered or order(),
        revision=revision,
        says=list(says),
        **more,
    )


def policy(*tolerances: Tolerance, **more: Any) -> PolicyVersion:
    """What a match policy says, the company's own unless it says otherwise. Policy and version have one id."""
    own = new_id()
    made = PolicyVersion(**{"id": own, "policy_id": own, "is_default": True} | more)
    made._prefetched_objects_cache = {"tolerances": Read(tolerances)}
    return made


def policies(*made: PolicyVersion) -> dict[Any, PolicyVersion]:
    return {one.policy_id: one for one in made}


def tolerance(attribute: str, kind: str, percent: Any = None, amount: Any = None, direction: str = "both") -> Tolerance:
    figures = [None if one is None else figure(one) for one in (percent, amount)]
    return Tolerance(attribute=attribute, kind=kind, percent=figures[0], amount=figures[1], direction=direction)


def piece(on: RevisionLine, quantity: Any = 10, **more: Any) -> Piece:
    """Accepted evidence on a line."""
    given = {"id": new_id(), "state": "accepted", "line_id": on.line_id, "quantity": figure(quantity)}
    return Piece(**given | {"accepted_quantity": figure(quantity)} | more)


def kinds(findings: Sequence[Finding]) -> list[str]:
    return [finding.kind for finding in findings]
