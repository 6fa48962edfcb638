"""Orders that were minted elsewhere and documents that arrived, committed, so that raw SQL has something to attack."""

from datetime import date
from typing import Any
from uuid import UUID

from counterfoil.foundation.documents.actions import keep
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties import actions as parties
from counterfoil.foundation.parties.models import Identity
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, OrderLine, Revision, RevisionLine

from ..actions.loading import Answer, billed, delivered, file, findings_of, loaded, restated, row
from ..cast import NOW, Cast

Names = dict[str, Any]
TABLES = ("documents_arrival", "parties_identity", "orders_orderfinding")
"""The tables of what arrives. Both companies have rows in every one of them."""

_WHY = "As its minter says"


def arrived(cast: Cast) -> Names:
    """Loaded orders, their findings, invoices that came as documents, what waits and who is known by which name, by name."""
    parties.identify(
        by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=[{"scheme": "vat", "value": "X1"}]
    )
    waits = {"became": "waiting", "reasons": [], "waits_for": "ERP99"}
    waiting = keep(by=cast.fay, at=NOW, file=file("W-1", "UBL 2.1 ReceiptAdvice"), **waits)["id"]
    made = {"waiting_arrival": UUID(waiting)} | _orders(cast)
    bills = {
        "unpayable": billed(cast, number="A-1", quoted="ERP-1"),
        "said": billed(cast, number="A-2", quoted="ERP-2", total=99),
        "said_matched": billed(cast, number="A-3", quoted="ERP-2", issued_on=date(2026, 2, 26)),
        "charging": billed(cast, number="A-4", quoted="ERP-4", charges=5, total=95),
    }
    with scope.reading(cast.company_id):
        made["identity"] = Identity.objects.get().id
        for name, answer in bills.items():
            made |= _billed_parts(name, answer)
    return made


def _orders(cast: Cast) -> Names:
    """One that was changed and belongs to no engagement, one that does, one that is closed, one on which nothing hangs."""
    loaded_id = loaded(cast, number="ERP-1", net=120)
    restated(cast, loaded_id, net=130, lines=[row(), row(reference="2", text="Wicks", quantity=10, amount=10)])
    made = {"loaded": loaded_id, "attached": loaded(cast, number="ERP-2", net=100)}
    made |= {"shut": loaded(cast, number="ERP-3"), "charged": loaded(cast, number="ERP-4")}
    made["untouched"] = loaded(cast, number="ERP-5")
    restated(cast, made["attached"], "C-2", "iris", lines=[row(text="Beeswax, white")])
    orders.attach(by=cast.fay, at=NOW, order_id=made["attached"], engagement_id=cast.engagement_id)
    orders.close(by=cast.iris, at=NOW, order_id=made["shut"], reason=_WHY)
    for name in ("loaded", "attached", "charged"):
        delivered(cast, made[name], "receipt", f"R-{name}")
    opened, settled = findings_of(cast, loaded_id)
    orders.settle_finding(by=cast.fay, at=NOW, finding_id=settled.id, reason=_WHY)
    found: Names = {"open_finding": opened.id, "settled_finding": settled.id}
    with scope.reading(cast.company_id):
        for name, order_id in made.items():
            found |= _order_parts(name, order_id)
    return found


def _order_parts(name: str, order_id: UUID) -> Names:
    """An order with its first line, what it says now, its version that stands, and what that arrived as."""
    order = Order.objects.get(id=order_id)
    version = Revision.objects.get(order=order, number=order.revision_number)
    line = OrderLine.objects.filter(order=order).order_by("position")[0]
    return {
        name: order_id,
        f"{name}_line": line.id,
        f"{name}_said": RevisionLine.objects.get(revision=version, line=line).id,
        f"{name}_version": version.id,
        f"{name}_arrival": version.loaded_from_id,
    }


def _billed_parts(name: str, answer: Answer) -> Names:
    invoice = Invoice.objects.get(id=answer["id"])
    line = InvoiceLine.objects.get(invoice=invoice)
    found = {name: invoice.id, f"{name}_line": line.id, f"{name}_bill": invoice.arrival_id}
    standing = InvoiceException.objects.filter(invoice=invoice).first()
    return found | ({f"{name}_exception": standing.id} if standing else {})
