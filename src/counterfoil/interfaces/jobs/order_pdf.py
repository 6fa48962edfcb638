"""A follower's work: render an issued order's frozen document as a PDF and file it with the hash it was made from."""

from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import FileValues, file_document
from counterfoil.foundation.documents.queries import rendering
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.prepared import row_of
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.printing import issued_pdf

from .batch import Batch

KIND, MEDIA_TYPE = "order_pdf", "application/pdf"


def file_order_pdf(entry: Entry, batch: Batch) -> None:
    """Render and file the PDF of the order that this entry issued. Run again, it files nothing new."""
    if entry.order_id is None:
        raise NotFound("order")
    with scope.reading(entry.company_id):
        order = row_of(Order, entry.company_id, entry.order_id)
        if rendering(order.company_id, order.document_sha256, MEDIA_TYPE):
            return
    content = issued_pdf(order, batch.member.company)
    values = FileValues(
        kind=KIND,
        name=f"{order.number}.pdf",
        media_type=MEDIA_TYPE,
        size=len(content),
        sha256=store.keep(order.company_id, content),
        made_from=order.document_sha256,
        order_id=order.id,
    )
    file_document(by=batch.member, at=batch.at, values=values, via=Via("follower", f"{KIND}:{entry.id}"))
