"""What is offered is reviewed where it has to be, answered by whom it was made to, and says what was shown."""

from ..siege import Attack
from .people import right
from .writing import ONE, copied, made, then, touched, updated

_OFFER, _POLICY = "engagements_offer", "engagements_hiringpolicy"
_SENT = "state = 'sent', sent_by_id = %(rita)s, sent_at = now()"
_SHOWN = "document = '{}', document_sha256 = encode(sha256('{}'), 'hex')"
_AS_REVIEWED = (
    "document = (SELECT document FROM engagements_offer WHERE id = %(reviewed_offer)s), "
    "document_sha256 = (SELECT document_sha256 FROM engagements_offer WHERE id = %(reviewed_offer)s)"
)
_ACCEPTED = "state = 'accepted', decided_by_id = %(cleo)s, decided_at = now(), engagement_id = %(engagement)s"
_UNREVIEWED = copied(_POLICY, "hiring_policy", "'version', 2, 'offers_reviewed', false")


def _asked(interested: str, more: str = "") -> str:
    """An approval of the draft, as if it said what the one in review says."""
    changes = f"'subject_id', %(draft_offer)s, 'interested', {interested}{more}"
    return made("approvals_approval", "offer_approval", changes)


_REVIEWED = updated(_OFFER, "draft_offer", f"state = 'in_review', approval_id = '{ONE}', {_AS_REVIEWED}")
_ALONE = "to_jsonb(ARRAY[%(rita)s::uuid])"
_EVERYBODY = "to_jsonb(offer_interested_in(company_id, %(draft_offer)s))"
HIRING = (
    Attack("begin an offer as sent", copied(_OFFER, "draft_offer", "'state', 'sent'"), ("trigger offer_states",)),
    Attack(
        "hang an engagement on an offer that nobody accepted",
        updated(_OFFER, "sent_offer", "engagement_id = %(engagement)s"),
        ("trigger offer_agreed",),
        "an engagement comes of an offer that is accepted",
    ),
    Attack(
        "send an offer with another hash",
        then(_UNREVIEWED, updated(_OFFER, "draft_offer", f"{_SENT}, document = '{{}}', document_sha256 = 'f'")),
        ("trigger offer_agreed",),
        "what an offer shows has its hash beside it",
    ),
    Attack(
        "send an offer that is in review",
        updated(_OFFER, "reviewed_offer", _SENT),
        ("trigger offer_agreed",),
        "an offer is reviewed on an approval of what it shows, and sent once that is given",
    ),
    Attack(
        "have an offer reviewed by nobody",
        updated(_OFFER, "draft_offer", f"state = 'in_review', {_SHOWN}"),
        ("trigger offer_agreed",),
        "an offer is reviewed on an approval of what it shows, and sent once that is given",
    ),
    Attack(
        "leave the contractor out of whom an approval of their offer keeps away",
        _asked(_ALONE),
        ("trigger offer_interested",),
        "an approval leaves out nobody who has an interest in the offer",
    ),
    Attack(
        "have an offer reviewed by who has an interest in it",
        then(_asked(_ALONE), _REVIEWED),
        ("trigger offer_interested", "trigger offer_agreed"),
        "an offer is reviewed on an approval that names everybody who wrote at it",
    ),
    Attack(
        "have less approved than an offer comes to",
        then(_asked(_EVERYBODY, ", 'amount', 1"), _REVIEWED),
        ("trigger offer_agreed",),
        "an offer is approved for all that it comes to",
    ),
    Attack(
        "send a draft where offers are reviewed",
        updated(_OFFER, "draft_offer", f"{_SENT}, {_SHOWN}"),
        ("trigger offer_agreed",),
        "where offers are reviewed, none is sent without",
    ),
    Attack(
        "send an offer anonymously",
        then(_UNREVIEWED, updated(_OFFER, "draft_offer", f"state = 'sent', {_SHOWN}")),
        ("trigger offer_agreed",),
        "an offer is sent by somebody, at some moment",
    ),
    Attack(
        "send an offer as a service",
        then(_UNREVIEWED, updated(_OFFER, "draft_offer", f"{_SENT}, {_SHOWN}".replace("rita", "service"))),
        ("trigger offer_agreed",),
        "an offer is sent by somebody, at some moment",
    ),
    Attack(
        "decline an offer for the contractor",
        updated(
            _OFFER, "sent_offer", "state = 'declined', decided_by_id = %(rita)s, decided_at = now(), reason = 'No'"
        ),
        ("trigger offer_agreed",),
        "an offer is answered by the contractor to whom it was made",
    ),
    Attack(
        "accept an offer by nobody",
        updated(_OFFER, "sent_offer", "state = 'accepted', engagement_id = %(engagement)s"),
        ("trigger offer_agreed", "check offer_answered"),
        "an offer is answered by the contractor to whom it was made",
    ),
    Attack(
        "accept an offer as a service",
        then(
            "DELETE FROM companies_right WHERE member_id = %(service)s",
            right("service", "contractor"),
            updated("parties_contractor", "contractor", "member_id = NULL"),
            updated("parties_contractor", "contractor", "member_id = %(service)s"),
            updated(_OFFER, "sent_offer", _ACCEPTED.replace("cleo", "service")),
        ),
        ("trigger offer_agreed",),
        "a service accepts no offer",
    ),
    Attack(
        "accept an offer without an engagement",
        updated(_OFFER, "sent_offer", "state = 'accepted', decided_by_id = %(cleo)s, decided_at = now()"),
        ("trigger offer_agreed",),
        "an offer is accepted with an engagement of its contractor",
    ),
    Attack(
        "accept two offers into one engagement",
        updated(_OFFER, "sent_offer", _ACCEPTED.replace("%(engagement)s", "%(agreed)s")),
        ("unique offer_of_engagement",),
    ),
    Attack(
        "change an offer after it was sent",
        updated(_OFFER, "sent_offer", "amount = 9000"),
        ("trigger offer_shown",),
    ),
    Attack(
        "change what was agreed",
        updated(_OFFER, "accepted_offer", "amount = 9000"),
        ("trigger offer_ended",),
    ),
    Attack(
        "offer a fixed price and a rate",
        copied(_OFFER, "draft_offer", "'unit_rate', 100, 'unit', 'HUR'"),
        ("check offer_priced",),
    ),
    Attack(
        "offer no figure",
        copied(_OFFER, "draft_offer", "'amount', 'NaN'::numeric"),
        ("check offer_priced",),
    ),
    Attack(
        "offer days that end before they begin",
        copied(_OFFER, "draft_offer", "'starts_on', '2026-04-02', 'ends_on', '2026-04-01'"),
        ("check offer_days",),
    ),
    Attack(
        "approve an offer that pays whoever became its contractor since",
        then(
            updated("parties_contractor", "contractor", "member_id = NULL"),
            right("otto", "contractor"),
            updated("parties_contractor", "contractor", "member_id = %(otto)s"),
            right("otto", "approver"),
            updated("approvals_step", "offer_step", "state = 'given', member_id = %(otto)s, decided_at = now()"),
        ),
        ("trigger step_to_offered",),
        "who is paid by an offer can not approve it",
    ),
    Attack(
        "leave out a version of how a company hires",
        copied(_POLICY, "hiring_policy", "'version', 3"),
        ("trigger hiringpolicy_follows",),
        "each version of how a company hires follows the one before",
    ),
    Attack(
        "say twice how a company hires",
        copied(_POLICY, "hiring_policy", "'offers_reviewed', false"),
        ("trigger hiringpolicy_follows", "unique hiringpolicy_once"),
    ),
    Attack(
        "say as a manager how a company hires",
        copied(_POLICY, "hiring_policy", "'version', 2, 'set_by_id', %(rita)s"),
        ("trigger hiringpolicy_follows",),
        "how a company hires is set by one of its owners",
    ),
    Attack(
        "rewrite how a company hires",
        updated(_POLICY, "hiring_policy", "offers_reviewed = false"),
        (f"grant UPDATE ON {_POLICY}",),
    ),
)
_EVERYBODY = "to_jsonb(ARRAY[%(rita)s::uuid, %(cleo)s::uuid])"
LAWFUL_HIRING = (
    Attack("accept an offer as its contractor", updated(_OFFER, "sent_offer", _ACCEPTED), ()),
    Attack("have a draft reviewed", then(_asked(_EVERYBODY), _REVIEWED), ()),
    Attack(
        "send a draft where none is reviewed",
        then(_UNREVIEWED, updated(_OFFER, "draft_offer", f"{_SENT}, {_SHOWN}")),
        (),
    ),
    Attack(
        "write a draft anew", then(made(_OFFER, "draft_offer", "'title', 'New'"), touched(_OFFER, "amount = 5")), ()
    ),
)
