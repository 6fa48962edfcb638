"""Which stored file is a rendering of what. Reads only."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.models import Company

from .models import LOGO, Document


def rendering(company_id: UUID, made_from: str, media_type: str) -> Document | None:
    """The rendering that was made from the content with this hash, or None while there is none yet."""
    if not made_from:
        return None
    rendered = Document.objects.within(company_id).filter(made_from=made_from, media_type=media_type)
    return rendered.order_by("created_at").first()


def of_order(company_id: UUID, order_id: UUID) -> Any:
    """The documents that hang on one order, oldest first. Whether the order is visible is asked of the order."""
    return Document.objects.within(company_id).filter(order_id=order_id).order_by("created_at")


def logo_of(company: Company) -> Document | None:
    """The picture that a company prints on its orders, or None where it has none."""
    return logo(company.id, company.logo_sha256)


def logo(company_id: UUID, sha256: str) -> Document | None:
    """A picture that this company has once printed on its orders, by its bytes."""
    if not sha256:
        return None
    found: Document | None = Document.objects.within(company_id).filter(kind=LOGO, sha256=sha256).first()
    return found
