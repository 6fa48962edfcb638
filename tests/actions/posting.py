"""Short words for what the tests of job posts do to get there."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.jobpost_values import JobPostValues
from counterfoil.lifecycle.engagements.models import JobPost

from ..cast import NOW, Cast
from .verb import WHY


def posted(cast: Cast, **more: Any) -> JobPostValues:
    """A job for 5,000.00 EUR, or what the test says instead; None takes a value away."""
    said = {"title": "Catalogue", "description": "Forty pages.", "currency": "EUR", "budget": "5000"}
    said |= {"team_id": str(cast.team_id)} | more
    return parsed(JobPostValues, {name: value for name, value in said.items() if value is not None})


def drafted(cast: Cast, who: str = "rita", **more: Any) -> UUID:
    """A draft by Rita."""
    return UUID(hiring.create_post(by=cast.members[who], at=NOW, values=posted(cast, **more))["id"])


def published(cast: Cast, **more: Any) -> UUID:
    """A post that Rita published."""
    post_id = drafted(cast, **more)
    hiring.publish_post(by=cast.rita, at=NOW, jobpost_id=post_id)
    return post_id


def withdrawn(cast: Cast, **more: Any) -> UUID:
    """A post that Rita gave up."""
    post_id = published(cast, **more)
    hiring.withdraw_post(by=cast.rita, at=NOW, jobpost_id=post_id, reason=WHY)
    return post_id


def post_of(cast: Cast, post_id: UUID) -> JobPost:
    """The post as it stands."""
    with scope.reading(cast.company_id):
        found: JobPost = JobPost.objects.get(id=post_id)
    return found
