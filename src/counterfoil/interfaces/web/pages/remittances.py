"""What a payment pays, as a PDF: for who works here and for the contractor."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.remittances.filed import MEDIA_TYPE, pdf_of
from counterfoil.lifecycle.remittances.printing import file_name
from counterfoil.lifecycle.remittances.queries import seen

from ..session.member import MemberRequest, signed_in


@signed_in
def document(request: MemberRequest, payment_id: UUID) -> HttpResponse:
    """The advice as it stands, for whoever sees all that the payment pays."""
    by = request.member
    with scope.reading(by.company_id):
        found = seen(by, payment_id)
    answer = HttpResponse(pdf_of(found, by.company), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, file_name(found)) or "attachment"
    return answer
