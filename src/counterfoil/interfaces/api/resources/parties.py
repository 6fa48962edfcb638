"""One contractor, and one engagement."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.insight.shapes.people import ContractorShape, EngagementShape
from counterfoil.insight.shapes.shape import Shape
from counterfoil.lifecycle.engagements.queries import visible as engagements

from ..answering import shown, unless_known
from ..auth import member_of
from ..declaring import reads


def add_reads(routers: dict[str, Router]) -> None:
    """Make the operations that read one of them, beside those that change it."""
    contractor = reads("contractor.get", ContractorShape, versioned=True)
    routers["/contractors"].get("/{contractor_id}", tags=["contractors"], **contractor)(_contractor)
    engagement = reads("engagement.get", EngagementShape, versioned=True)
    routers["/engagements"].get("/{engagement_id}", tags=["engagements"], **engagement)(_engagement)


def _contractor(request: HttpRequest, contractor_id: UUID) -> HttpResponse:
    """One contractor. Its ETag is its version, which each change of it raises; to a contractor's own key, only themselves."""
    return _one(request, contractors, contractor_id, ContractorShape)


def _engagement(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    """One engagement. Its ETag is its version; to a contractor's own key, only their own."""
    return _one(request, engagements, engagement_id, EngagementShape)


def _one(request: HttpRequest, visible: Callable[[Member], Any], row_id: UUID, shape: type[Shape]) -> HttpResponse:
    by = member_of(request)
    with scope.reading(by.company_id):
        row = visible(by).one(row_id)
        return unless_known(request, str(row.version), partial(shown, shape.of(row, by)))
