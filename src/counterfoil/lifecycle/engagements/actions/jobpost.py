"""jobpost.*: somebody is looked for; an offer that is made from the post and accepted fills it."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.prepared import add_row, keep_row
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import jobpost_rules as rules
from ..jobpost_cases import JobPostCase
from ..jobpost_values import JobPostValues
from ..models import JobPost
from ..programme_rules import in_currency


@action("jobpost.create", subject="jobpost")
def create_post(*, by: Member, at: datetime, values: JobPostValues) -> Stored:
    """Write a post. It is a draft until it is published."""
    post = JobPost(company_id=by.company_id, made_by=by, created_at=at)
    _write(post, values)
    refuse_if(rules.draft(post, by, "jobpost.create"))
    add_row(post)
    return Stored(post.id, post.stored())


@action("jobpost.change", on=JobPostCase, rule=rules.change)
def change_post(case: JobPostCase, *, values: JobPostValues, version: int | None = None) -> Stored:
    """Write a draft anew: it says from now on what is said here."""
    post = case.post
    expect_version(version, post.version)
    currency = post.currency
    _write(post, values)
    refuse_if(rules.draft(post, case.by, "jobpost.change") + in_currency(post, currency))
    post.version += 1
    keep_row(post)
    return Stored(post.id, post.stored())


@action("jobpost.publish", on=JobPostCase, rule=rules.publish)
def publish_post(case: JobPostCase, *, version: int | None = None) -> Stored:
    """Look for somebody: offers can be made from it."""
    expect_version(version, case.post.version)
    case.post.published_at = case.at
    move(case.post, "publish")
    return Stored(case.post.id, case.post.stored())


@action("jobpost.withdraw", on=JobPostCase, rule=rules.withdraw)
def withdraw_post(case: JobPostCase, *, reason: Why) -> Stored:
    """Give it up: nobody is looked for any more. Offers that were made from it go on by themselves."""
    case.post.ended_at, case.post.reason = case.at, reason
    move(case.post, "withdraw")
    return Stored(case.post.id, case.post.stored(), reason=reason)


def _write(post: JobPost, values: JobPostValues) -> None:
    for name, value in values.model_dump().items():
        setattr(post, name, value)
    if values.team_id:
        Team.objects.within(post.company_id).one(values.team_id)
