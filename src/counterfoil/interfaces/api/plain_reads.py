"""The reads of one thing that a company has set: of each the address, how it looks, and what is said of it."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel

from counterfoil.foundation.catalogue.queries import visible_policies
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.companies.permissions import sees_dealings, works_here
from counterfoil.foundation.companies.queries import count_of_approvers, visible_keys, visible_members, visible_teams
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.mail.models import REMITTANCE
from counterfoil.foundation.parties import queries as parties
from counterfoil.insight.policies.approval import approval_policy
from counterfoil.insight.policies.checklist import checklist
from counterfoil.insight.policies.contractors import contractor_matching
from counterfoil.insight.policies.mail import mail_template
from counterfoil.insight.policies.numbers import number_layout
from counterfoil.insight.policies.routes import routes
from counterfoil.insight.policies.run_out import run_out_now
from counterfoil.insight.policies.write_offs import write_off_limit
from counterfoil.insight.shapes.alerts import AlertPreferenceShape, preferences_for
from counterfoil.insight.shapes.changerequests import ContractBody
from counterfoil.insight.shapes.hiring import (
    HiringPolicyShape,
    JobPostBody,
    OfferShape,
    ProgrammeShape,
)
from counterfoil.insight.shapes.mail import MailTemplateShape
from counterfoil.insight.shapes.match_policies import MatchPolicyShape, policy_of
from counterfoil.insight.shapes.people import (
    CompanyShape,
    ContractorShape,
    EngagementShape,
    KeyShape,
    MemberShape,
    TeamShape,
)
from counterfoil.insight.shapes.policies import (
    ApprovalPolicyShape,
    ContractorMatchingShape,
    NumberLayoutShape,
    PointShape,
    RouteShape,
    approval_of,
    layout_of,
)
from counterfoil.insight.shapes.run_out import RunOutPolicyShape
from counterfoil.insight.shapes.shared_orders import SharedOrderBody
from counterfoil.insight.shapes.write_offs import WriteOffLimitShape
from counterfoil.lifecycle.engagements import queries as engagements

from .answering import shown, unless_known
from .auth import member_of
from .declaring import reads
from .hiring_reads import contract, hiring, job_post, offer, programme, shared_order
from .settings_answers import PartyIdentified, SeparationNow
from .verb_routes import split, tag_of


class Routes(BaseModel):
    """The route of every kind of exception."""

    items: list[RouteShape]


class AlertPreferences(BaseModel):
    """Of which kinds of alerts one is told."""

    items: list[AlertPreferenceShape]


class Checklist(BaseModel):
    """What a company has to set before its first order."""

    items: list[PointShape]


@dataclass(frozen=True)
class PlainRead:
    """One read: its operation and address, its answer, and what gives it.

    What `of` is given beside the member are ids, in the path or behind it. Where it is `versioned`, its version is the ETag;
    where more than that version moves what is answered (`counted`), it is always sent whole.
    """

    name: str
    path: str
    answer: type[BaseModel]
    of: Callable[..., BaseModel]
    versioned: bool = False
    counted: bool = False


def policy(by: Member) -> BaseModel:
    """Who must approve, from which amount on, who could now, and every version; for approvers and managers too."""
    return approval_of(approval_policy(by), by)


def layout(by: Member) -> BaseModel:
    """How the next numbers look, how far the series have counted, and every version."""
    return layout_of(number_layout(by, timezone.now()), by)


def order_mail(by: Member) -> BaseModel:
    """How the mail of an order begins, and what can be put into it; for everybody who asks for orders too."""
    return MailTemplateShape.of(mail_template(by), by)


def alone(by: Member) -> BaseModel:
    """Up to what amount one person alone writes off, and every version of that."""
    return WriteOffLimitShape.of(write_off_limit(by), by)


def remittance_mail(by: Member) -> BaseModel:
    """How the mail of a remittance advice is worded, and what can be put into it. It is set where that of an order is."""
    return MailTemplateShape.of(mail_template(by, REMITTANCE), by)


def match_policy(by: Member, match_policy_id: UUID) -> BaseModel:
    """A match policy by the version in force, with its history."""
    return policy_of(visible_policies(by).one(match_policy_id), by)


def told_of(by: Member) -> BaseModel:
    """Of which kinds of alerts the key's member is told on the desk and by mail; none for a contractor's own key."""
    if not works_here(by.roles):
        raise NotFound("alerts")
    return AlertPreferences(items=preferences_for(by))


def every_route(by: Member) -> BaseModel:
    """Who looks after each kind of exception and in how many working days; also where nothing was set."""
    return Routes(items=RouteShape.each(routes(by), by))


def setting_up(by: Member) -> BaseModel:
    """What there is to set before the first order can be issued, and what of it is done."""
    return Checklist(items=PointShape.each(checklist(by).points, by))


def contractors_policy(by: Member, contractor_id: UUID) -> BaseModel:
    """By which policy a contractor's invoices are matched, and how that came to be."""
    return ContractorMatchingShape.of(contractor_matching(by, contractor_id), by)


def identities(by: Member, contractor_id: UUID | None = None) -> BaseModel:
    """The names by which documents know a contractor, or ourselves where none is named."""
    if not sees_dealings(by.roles):
        raise NotFound("contractor")
    if contractor_id:
        parties.visible(by).one(contractor_id)
    known = [":".join(one) for one in parties.names_of(by.company_id, contractor_id)]
    return PartyIdentified(id=contractor_id or by.company_id, identities=known)


def contractor(by: Member, contractor_id: UUID) -> BaseModel:
    """One contractor. Its ETag is its version, which each change of it raises; to a contractor's own key, only themselves."""
    return ContractorShape.of(parties.visible(by).one(contractor_id), by)


def engagement(by: Member, engagement_id: UUID) -> BaseModel:
    """One engagement. Its ETag is its version; to a contractor's own key, only their own."""
    return EngagementShape.of(engagements.visible(by).one(engagement_id), by)


def run_out(by: Member) -> BaseModel:
    """What is done with orders that run out, and every version of that."""
    return RunOutPolicyShape.of(run_out_now(by), by)


def company(by: Member) -> BaseModel:
    """The company as it is named and reached; none for a contractor's own key."""
    if not works_here(by.roles):
        raise NotFound("company")
    return CompanyShape.of(Company.objects.get(id=by.company_id), by)


def separation(by: Member) -> BaseModel:
    """Whether who asks and who approves must be two people: always, but in a company of one that switched it off."""
    if not works_here(by.roles):
        raise NotFound("company")
    switched_on = Company.objects.get(id=by.company_id).separation
    approvers = count_of_approvers(by.company_id)
    return SeparationNow(
        id=by.company_id, separation=switched_on, approvers=approvers, two_people=switched_on or approvers > 1
    )


def member(by: Member, member_id: UUID) -> BaseModel:
    """One member with their rights; to a contractor's own key, only themselves."""
    return MemberShape.of(visible_members(by).one(member_id), by)


def team(by: Member, team_id: UUID) -> BaseModel:
    """One team; none for a contractor's own key."""
    return TeamShape.of(visible_teams(by).one(team_id), by)


def key(by: Member, key_id: UUID) -> BaseModel:
    """One key without its secret: any for engineers and owners, else one's own."""
    return KeyShape.of(visible_keys(by).one(key_id), by)


PLAIN_READS = (
    PlainRead("company.get", "/company", CompanyShape, company),
    PlainRead("separation.get", "/separation", SeparationNow, separation),
    PlainRead("member.get", "/members/{member_id}", MemberShape, member),
    PlainRead("team.get", "/teams/{team_id}", TeamShape, team),
    PlainRead("key.get", "/keys/{key_id}", KeyShape, key),
    PlainRead("company.checklist", "/company/checklist", Checklist, setting_up),
    PlainRead("policy.get", "/policy", ApprovalPolicyShape, policy, versioned=True, counted=True),
    PlainRead("layout.get", "/layout", NumberLayoutShape, layout, versioned=True, counted=True),
    PlainRead("mailtemplate.get", "/mail-template", MailTemplateShape, order_mail, versioned=True),
    PlainRead("writeofflimit.get", "/write-off-limit", WriteOffLimitShape, alone, versioned=True),
    PlainRead(
        "mailtemplate.get_remittance",
        "/mail-template/remittance",
        MailTemplateShape,
        remittance_mail,
        versioned=True,
    ),
    PlainRead("alertpreference.list", "/alert-preferences", AlertPreferences, told_of),
    PlainRead("route.list", "/routes", Routes, every_route),
    PlainRead("matchpolicy.get", "/match-policies/{match_policy_id}", MatchPolicyShape, match_policy, versioned=True),
    PlainRead("party.get", "/contractors/identities", PartyIdentified, identities),
    PlainRead("contractor.get", "/contractors/{contractor_id}", ContractorShape, contractor, versioned=True),
    PlainRead("offer.get", "/offers/{offer_id}", OfferShape, offer, versioned=True),
    PlainRead("jobpost.get", "/job-posts/{jobpost_id}", JobPostBody, job_post, versioned=True),
    PlainRead("contract.get", "/contracts/{contract_id}", ContractBody, contract, versioned=True),
    PlainRead("runoutpolicy.get", "/run-out-policy", RunOutPolicyShape, run_out, versioned=True),
    PlainRead("hiringpolicy.get", "/hiring-policy", HiringPolicyShape, hiring, versioned=True),
    PlainRead("programme.get", "/programme", ProgrammeShape, programme, versioned=True),
    PlainRead("engagement.get", "/engagements/{engagement_id}", EngagementShape, engagement, versioned=True),
    PlainRead("sharedorder.get", "/shared-orders/{order_id}", SharedOrderBody, shared_order, versioned=True),
    PlainRead(
        "contractor.matching", "/contractors/{contractor_id}/match-policy", ContractorMatchingShape, contractors_policy
    ),
)


def add_reads(routers: dict[str, Router], these: Sequence[PlainRead]) -> None:
    """Make the operations of these reads."""
    for one in these:
        router, path = split(routers, one.path)
        declared = reads(one.name, one.answer, versioned=one.versioned)
        router.get(path, tags=[tag_of(one.name)], **declared)(_view(one))


def _view(one: PlainRead) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, **named: Any) -> HttpResponse:
        by = member_of(request)
        with scope.reading(by.company_id):
            answer: Any = one.of(by, **named)
        if not one.versioned:
            return shown(answer)
        return unless_known(request, str(answer.version), lambda: shown(answer), one.counted)

    _by, *asked = inspect.signature(one.of).parameters.values()
    view.__name__, view.__doc__ = one.name.replace(".", "_"), one.of.__doc__
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    view.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter("request", kind, annotation=HttpRequest), *(_asked(each, one.path) for each in asked)]
    )
    return view


def _asked(each: inspect.Parameter, path: str) -> inspect.Parameter:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    if f"{{{each.name}}}" in path:
        return inspect.Parameter(each.name, kind, annotation=UUID)
    return inspect.Parameter(each.name, kind, annotation=UUID | None, default=None)
