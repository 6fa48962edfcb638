"""Which engagements and offers a member sees. Reads only; every one takes `by`, or what is there for everybody."""

from uuid import UUID

from django.db import connection
from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR, MANAGER, SEES_EVERY_ORDER, sees_dealings
from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.foundation.kernel.tables import Rows

from .models import Contract, Engagement, HiringPolicy, JobPost, Offer, Programme


def visible(by: Member) -> Rows:
    """The engagements that this member may see: all of the company's, or, for a contractor, their own."""
    engagements: Rows = Engagement.objects.within(by.company_id)
    return engagements if sees_dealings(by.roles) else engagements.filter(contractor__member_id=by.id)


def visible_offers(by: Member) -> Rows:
    """The offers that this member may see: those of their teams and their own; for a contractor, what was sent to them."""
    offers: Rows = Offer.objects.within(by.company_id)
    manages = any(right.role == MANAGER and right.team_id is None for right in by.rights.all())
    if manages or by.roles & SEES_EVERY_ORDER:
        return offers
    theirs = _of_own(by)
    if CONTRACTOR in by.roles:
        theirs |= Q(contractor__member_id=by.id, sent_at__isnull=False) & ~Q(state="draft")
    return offers.filter(theirs)


def offer(by: Member, offer_id: UUID) -> Offer:
    """A visible offer with everybody whom its page names. Raises NotFound."""
    people = ("made_by", "sent_by", "decided_by", "order_chooser")
    named = (*people, "contractor", "team", "approval", "engagement", "post")
    found: Offer = visible_offers(by).select_related(*named).one(offer_id)
    return found


def locked_offer(by: Member, offer_id: UUID) -> Offer:
    """The same, locked. It is locked alone and read afterwards: rows joined to one that was waited for are as old as the wait.

    Raises NotFound.
    """
    lock_row(Offer, by.company_id, offer_id)
    return offer(by, offer_id)


def offer_interested(offer: Offer) -> set[UUID]:
    """Who may not decide on an offer, as the database derives it: whoever wrote or submitted it, or is paid by it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT offer_interested_in(%s, %s)", [offer.company_id, offer.id])
        return set(cursor.fetchone()[0])


def visible_contracts(by: Member) -> Rows:
    """The contracts that this member may see: the company's, or, for a contractor, their own once they are signed."""
    contracts: Rows = Contract.objects.within(by.company_id)
    if sees_dealings(by.roles):
        return contracts
    return contracts.filter(engagement__contractor__member_id=by.id).exclude(state="drafted")


def contract(by: Member, contract_id: UUID) -> Contract:
    """A visible contract with everybody whom its page names. Raises NotFound."""
    named = (
        "engagement__contractor",
        "engagement__team",
        "made_by",
        "signed_by",
        "ended_by",
        "offer__sent_by",
        "document",
    )
    found: Contract = visible_contracts(by).select_related(*named).one(contract_id)
    return found


def locked_contract(by: Member, contract_id: UUID) -> Contract:
    """The same, locked alone and read afterwards. Raises NotFound."""
    lock_row(Contract, by.company_id, contract_id)
    return contract(by, contract_id)


def contract_of(company_id: UUID, engagement_id: UUID) -> Contract | None:
    """The contract of an engagement, if it has one."""
    found: Contract | None = Contract.objects.within(company_id).filter(engagement_id=engagement_id).first()
    return found


def visible_posts(by: Member) -> Rows:
    """The job posts that this member may see: those of their teams and their own, and none for a contractor."""
    posts: Rows = JobPost.objects.within(by.company_id)
    manages = any(right.role == MANAGER and right.team_id is None for right in by.rights.all())
    if manages or by.roles & SEES_EVERY_ORDER:
        return posts
    return posts.filter(_of_own(by))


def post(by: Member, post_id: UUID) -> JobPost:
    """A visible job post with who made it. Raises NotFound."""
    found: JobPost = visible_posts(by).select_related("team", "made_by").one(post_id)
    return found


def locked_post(by: Member, post_id: UUID) -> JobPost:
    """The same, locked alone and read afterwards. Raises NotFound."""
    lock_row(JobPost, by.company_id, post_id)
    return post(by, post_id)


def post_named(by: Member, post_id: UUID | None) -> JobPost | None:
    """The visible job post that is named, if one is. Raises NotFound."""
    found: JobPost | None = visible_posts(by).one(post_id) if post_id else None
    return found


def lock_post_of(by: Member, offer_id: UUID) -> JobPost | None:
    """The job post from which an offer was made, locked, if it was made from one."""
    named = Offer.objects.within(by.company_id).filter(id=offer_id).values_list("post_id", flat=True).first()
    found: JobPost | None = JobPost.objects.within(by.company_id).locked(named) if named else None
    return found


def offers_of_post(by: Member, post_id: UUID) -> list[Offer]:
    """The visible offers that were made from a job post, the newest first."""
    return list(visible_offers(by).filter(post_id=post_id).select_related("contractor").order_by("-created_at", "-id"))


def hiring_policy(company_id: UUID) -> HiringPolicy | None:
    """How the company hires now, or None where it has set nothing."""
    newest: HiringPolicy | None = HiringPolicy.objects.within(company_id).order_by("-version").first()
    return newest


def programme(company_id: UUID, team_id: UUID | None = None) -> Programme | None:
    """What the company, or the team that is named, has set of purchase orders when hiring, or None where it has set nothing."""
    newest: Programme | None = Programme.objects.within(company_id).filter(team_id=team_id).order_by("-version").first()
    return newest


def programme_of(company_id: UUID, team_id: UUID | None) -> str:
    """Whether purchase orders are off, optional or required for a team, or where there is none. The database says it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT programme_of(%s, %s)", [company_id, team_id])
        mode: str = cursor.fetchone()[0]
    return mode


def _of_own(by: Member) -> Q:
    """What they made themselves, or for a team of theirs; nothing for who sees purchase orders alone now."""
    if not sees_dealings(by.roles):
        return Q(pk__in=[])
    return Q(made_by_id=by.id) | Q(team_id__in=by.team_ids)
