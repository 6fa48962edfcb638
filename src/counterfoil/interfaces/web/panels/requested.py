"""The requisitions that an order's form offers, where there are any: those that are approved, and the one that it names."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.engagements.requisition_queries import visible_requisitions
from counterfoil.lifecycle.orders.models import Revision

from ..forms.declared import DocumentForm, Field
from ..session.member import MemberRequest
from ..wording import wording

MOST_OFFERED = 500


def with_requisitions(request: MemberRequest, form: DocumentForm, revision: Revision | None) -> DocumentForm:
    """The form, asking for a requisition where there are some. Called inside a scope."""
    options = _offered(request.member, revision.order.requisition_id if revision else None)
    if not options:
        return form
    field = Field(
        "requisition_id",
        _("Requisition"),
        _("The approved one that it begins with; its orders hold no more together than it allows."),
        "half",
        options=options,
        control="unit",
    )
    return replace(form, above=(*form.above, field))


def begun_from_requisition(by: Member, requisition_id: UUID | None) -> dict[str, str]:
    """What an order says that begins with an approved requisition, if one is named. Called inside a scope."""
    found = visible_requisitions(by).filter(id=requisition_id, state="approved").first()
    if found is None:
        return {}
    return {"requisition_id": str(found.id), "title": found.title, "currency": found.currency}


def _offered(by: Member, chosen: UUID | None) -> dict[str, str]:
    """What can be chosen, the newest first; nothing where there is none."""
    found = visible_requisitions(by).filter(Q(state="approved") | Q(id=chosen)).order_by("-created_at", "-id")
    said = wording(by)
    return {str(one.id): f"{one.title} · {said.money(one.amount, one.currency)}" for one in found[:MOST_OFFERED]}
