"""The PDF of an advice: the file that was filed of it, or in the moment before that the same bytes made anew."""

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.queries import rendering
from counterfoil.foundation.kernel import scope

from .models import Remittance
from .printing import remittance_pdf

MEDIA_TYPE = "application/pdf"


def pdf_of(remittance: Remittance, company: Company) -> bytes:
    """The bytes. Called outside a scope: nothing is read of the database while a file is."""
    with scope.reading(company.id):
        filed = rendering(company.id, remittance.printed_sha256, MEDIA_TYPE)
    return store.fetch(company.id, filed.sha256) if filed else remittance_pdf(remittance, company)
