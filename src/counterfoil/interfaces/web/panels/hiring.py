"""What forms of hiring begin with: for whom a member hires, and whom they chose already."""

from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_teams
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.parties.picking import label
from counterfoil.lifecycle.engagements.offer_rules import for_own_team
from counterfoil.lifecycle.engagements.queries import visible_posts

from ..forms.declared import DAYS

Options = list[tuple[str, str]]


def hiring_teams(by: Member, *verbs: str) -> Options:
    """For whom this member hires: everybody, or the teams that are theirs. Called inside a scope."""
    teams = [
        (str(team.id), team.name) for team in visible_teams(by).order_by("name") if for_own_team(by, team.id, *verbs)
    ]
    return [("", _("Everybody’s: no team of its own")), *teams] if for_own_team(by, None, *verbs) else teams


def begun_from(by: Member, post_id: UUID) -> dict[str, str]:
    """What an offer says that is made from a published job post, if one is named. Called inside a scope."""
    post = visible_posts(by).filter(id=post_id, state="published").first()
    if post is None:
        return {}
    days = {name: day.isoformat() for name in DAYS for day in [getattr(post, name)] if day}
    said = {"title": post.title, "description": post.description, "currency": post.currency, "post_id": str(post.id)}
    return said | days | {"team_id": str(post.team_id or "")}


def begun_with(by: Member, contractor: Contractor | None, teams: Options) -> dict[str, str]:
    """What a new form says: the contractor that is chosen already, if one is, and in which currency they bill."""
    currency = contractor.currency if contractor else by.company.currency
    begun = {"currency": currency, "team_id": teams[0][0] if teams else ""}
    return begun | ({"contractor": label(contractor)} if contractor else {})
