"""Files that hang on an order."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.queries import of_order
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.orders import queries

from ..session.member import MemberRequest, signed_in


@signed_in
def document(request: MemberRequest, order_id: UUID, document_id: UUID) -> HttpResponse:
    """One file of a visible order, as a download."""
    by = request.member
    with scope.reading(by.company_id):
        order = queries.visible(by).only("id").one(order_id)
        found = of_order(by.company_id, order.id).one(document_id)
    try:
        content = store.fetch(by.company_id, found.sha256)
    except FileNotFoundError:
        raise NotFound("document") from None
    answer = HttpResponse(content, content_type=found.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    return answer
