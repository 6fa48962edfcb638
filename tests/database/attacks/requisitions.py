"""A requisition is approved as orders are, by whom the policy names and nobody who had a hand in it, and stands still then."""

from ..siege import Attack
from .people import right
from .writing import ONE, copied, made, then, touched, updated

_WISH = "engagements_requisition"
_SHOWN = "document = '{}', document_sha256 = encode(sha256('{}'), 'hex')"
_AS_SUBMITTED = (
    "document = (SELECT document FROM engagements_requisition WHERE id = %(submitted_wish)s), "
    "document_sha256 = (SELECT document_sha256 FROM engagements_requisition WHERE id = %(submitted_wish)s)"
)
_BY_AMIR = "decided_by_id = %(amir)s, decided_at = now()"


def _asked(interested: str, more: str = "") -> str:
    """An approval of the draft, as if it said what the submitted one says."""
    changes = f"'subject_id', %(draft_wish)s, 'interested', {interested}{more}"
    return made("approvals_approval", "wish_approval", changes)


_SUBMITTED = updated(_WISH, "draft_wish", f"state = 'submitted', approval_id = '{ONE}', {_AS_SUBMITTED}")
_ALONE = "to_jsonb(ARRAY[%(rita)s::uuid])"
_EVERYBODY = "to_jsonb(ARRAY[%(rita)s::uuid, %(cleo)s::uuid])"
REQUISITIONS = (
    Attack(
        "begin a requisition as approved",
        copied(_WISH, "draft_wish", "'state', 'approved'"),
        ("trigger requisition_states",),
    ),
    Attack(
        "submit a requisition with another hash",
        updated(_WISH, "draft_wish", "state = 'submitted', document = '{}', document_sha256 = 'f'"),
        ("trigger requisition_agreed",),
        "what a requisition shows has its hash beside it",
    ),
    Attack(
        "have a requisition approved by nobody",
        updated(_WISH, "draft_wish", f"state = 'submitted', {_SHOWN}"),
        ("trigger requisition_agreed",),
        "a requisition is submitted on an approval of what it shows, and approved once that is given",
    ),
    Attack(
        "approve a requisition without a yes",
        updated(_WISH, "submitted_wish", f"state = 'approved', {_BY_AMIR}"),
        ("trigger requisition_agreed",),
        "a requisition is submitted on an approval of what it shows, and approved once that is given",
    ),
    Attack(
        "leave the contractor out of whom an approval of a requisition keeps away",
        _asked(_ALONE),
        ("trigger requisition_interested",),
        "an approval leaves out nobody who has an interest in the requisition",
    ),
    Attack(
        "have a requisition approved by who has an interest in it",
        then(_asked(_ALONE), _SUBMITTED),
        ("trigger requisition_interested", "trigger requisition_agreed"),
        "a requisition is submitted on an approval that names everybody who wrote at it",
    ),
    Attack(
        "have less approved than a requisition asks for",
        then(_asked(_EVERYBODY, ", 'amount', 1"), _SUBMITTED),
        ("trigger requisition_agreed",),
        "a requisition is approved for all that it asks for",
    ),
    Attack(
        "withdraw a requisition anonymously",
        updated(_WISH, "submitted_wish", "state = 'withdrawn', reason = 'No'"),
        ("trigger requisition_agreed",),
        "a requisition is decided by somebody, at some moment, and given up for a reason",
    ),
    Attack(
        "withdraw a requisition for no reason",
        updated(_WISH, "submitted_wish", f"state = 'withdrawn', {_BY_AMIR}"),
        ("trigger requisition_agreed",),
        "a requisition is decided by somebody, at some moment, and given up for a reason",
    ),
    Attack(
        "ask for more after it was approved",
        updated(_WISH, "approved_wish", "amount = 9000"),
        ("trigger requisition_shown",),
    ),
    Attack(
        "change a requisition that was withdrawn",
        updated(_WISH, "withdrawn_wish", "amount = 9000"),
        ("trigger requisition_withdrawn",),
    ),
    Attack(
        "ask for no figure",
        copied(_WISH, "draft_wish", "'amount', 'NaN'::numeric"),
        ("check requisition_amount",),
    ),
    Attack(
        "ask for days that end before they begin",
        copied(_WISH, "draft_wish", "'starts_on', '2026-04-02', 'ends_on', '2026-04-01'"),
        ("check requisition_days",),
    ),
    Attack(
        "approve a requisition that would pay whoever became its contractor since",
        then(
            updated("parties_contractor", "contractor", "member_id = NULL"),
            right("otto", "contractor"),
            updated("parties_contractor", "contractor", "member_id = %(otto)s"),
            right("otto", "approver"),
            updated("approvals_step", "wish_step", "state = 'given', member_id = %(otto)s, decided_at = now()"),
        ),
        ("trigger step_to_requisition",),
        "who would be paid by a requisition can not approve it",
    ),
)
LAWFUL_REQUISITIONS = (
    Attack("have a requisition approved", then(_asked(_EVERYBODY), _SUBMITTED), ()),
    Attack(
        "write a requisition anew",
        then(made(_WISH, "draft_wish", "'title', 'New'"), touched(_WISH, "amount = 5")),
        (),
    ),
    Attack(
        "withdraw a requisition that was approved",
        updated(_WISH, "approved_wish", f"state = 'withdrawn', reason = 'No', {_BY_AMIR}"),
        (),
    ),
)
