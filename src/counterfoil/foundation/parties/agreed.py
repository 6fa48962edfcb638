"""What is agreed with a contractor where nothing else is said."""

from counterfoil.foundation.companies.models import Company

from .models import Contractor


def payment_terms_of(contractor: Contractor, company: Company) -> str:
    """Their own payment terms, else the company's (R127)."""
    own: str = contractor.payment_terms
    return own or company.payment_terms
