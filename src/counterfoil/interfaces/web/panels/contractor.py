"""What can be done with a contractor, each with its form as it stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.parties.queries import linkable
from counterfoil.insight.verbs.available import AvailableVerb

from ..forms.available import Attempt, ShownVerb, Suggested, shown_verb
from ..forms.contractor_fields import as_they_stand
from .invoice import hold_form
from .party_identifiers import CONTRACTOR

_CHANGED = ("name", "email", "address", "country", "language", "payment_terms", "currency")


@dataclass(frozen=True)
class ContractorMoves:
    """The forms on a contractor's own row. `lift` is where a hold is lifted."""

    change: ShownVerb
    hold: ShownVerb
    sign_in: Sequence[ShownVerb]
    archive: ShownVerb
    lift: str


def moves(
    by: Member, contractor: Contractor, offered: Mapping[str, AvailableVerb], attempt: Attempt | None
) -> ContractorMoves:
    """The forms for this member. Of giving and taking a sign-in, and of archiving, the one that fits. Called inside a scope."""

    def address(verb: str) -> str:
        return reverse("contractor_do", args=[contractor.id, verb])

    def shown(verb: str, suggested: Suggested) -> ShownVerb:
        form = CONTRACTOR[verb].whole(by)
        return shown_verb(form, offered[form.verb], address(verb), contractor.id, attempt, suggested)

    stands = {name: str(getattr(contractor, name)) for name in _CHANGED} | as_they_stand(by, contractor)
    change = shown("change", Suggested(stands, hidden={"version": str(contractor.version)}))
    hold = hold_form(CONTRACTOR["hold"], offered["contractor.hold"], address("hold"), contractor.id, attempt)
    archive = shown("unarchive" if contractor.archived_at else "archive", Suggested())
    if contractor.member_id:
        return ContractorMoves(change, hold, [shown("unlink", Suggested())], archive, address("lift"))
    able = linkable(by) if offered["contractor.link"].allowed else []
    options = {"member_id": [(str(one.id), f"{one.name} · {one.email}" if one.email else one.name) for one in able]}
    return ContractorMoves(change, hold, [shown("link", Suggested(options=options))], archive, address("lift"))
