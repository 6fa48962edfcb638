"""A requisition is approved as orders are, by whom the policy names and nobody who had a hand in it, and stands still then."""

from ..siege import Attack
from .people import right
from .writing import ONE, TWO, copied, made, then, touched, updated

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
_POLICY = "engagements_requisitionpolicy"
_NEEDED = copied(_POLICY, "wish_policy", "'version', 3, 'requisitions_needed', true")


def _pending(order: str) -> str:
    """The order is submitted, on an approval that says the same."""
    return then(
        made("approvals_approval", "pending_approval", f"'subject_id', %({order})s, 'digest', 'f'", TWO),
        f"UPDATE orders_revision SET digest = 'f' WHERE order_id = %({order})s",
        updated("orders_order", order, f"state = 'pending', approval_id = '{TWO}'"),
    )


ORDERED = (
    Attack(
        "name a requisition that was withdrawn",
        updated("orders_order", "wishless", "requisition_id = %(withdrawn_wish)s"),
        ("trigger order_requested",),
        "an order begins with a requisition that is approved, of its team, currency and contractor",
    ),
    Attack(
        "order more than a requisition allows",
        _pending("wished_order"),
        ("trigger order_requested",),
        "the orders of a requisition hold no more together than it allows",
    ),
    Attack(
        "order without a requisition where orders begin with one",
        then(_NEEDED, _pending("wishless")),
        ("trigger order_requested",),
        "where orders begin with an approved requisition, none goes on without",
    ),
    Attack(
        "name a requisition on an order that was minted elsewhere",
        updated("orders_order", "loaded", "requisition_id = %(approved_wish)s"),
        ("trigger order_issued", "trigger order_settled", "check order_requested_here"),
    ),
    Attack(
        "leave out a version of how orders begin",
        copied(_POLICY, "wish_policy", "'version', 4"),
        ("trigger requisitionpolicy_follows",),
        "each version of whether orders begin with a requisition follows the one before",
    ),
    Attack(
        "say twice how orders begin",
        copied(_POLICY, "wish_policy", "'requisitions_needed', true"),
        ("trigger requisitionpolicy_follows", "unique requisitionpolicy_once"),
    ),
    Attack(
        "say as a manager how orders begin",
        copied(_POLICY, "wish_policy", "'version', 3, 'set_by_id', %(rita)s"),
        ("trigger requisitionpolicy_follows",),
        "whether orders begin with a requisition is set by one of the owners",
    ),
    Attack(
        "rewrite how orders begin",
        updated(_POLICY, "wish_policy", "requisitions_needed = true"),
        (f"grant UPDATE ON {_POLICY}",),
    ),
)
LAWFUL_REQUISITIONS = (
    Attack(
        "begin an order with a requisition",
        updated("orders_order", "wishless", "requisition_id = %(approved_wish)s"),
        (),
    ),
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
