"""An approval is asked for, given step by step by different people, and never edited."""

from ..siege import Attack
from .writing import copied, then, updated

APPROVALS = (
    Attack(
        "insert an approval already given",
        copied("approvals_approval", "pending_approval", "'state', 'given', 'closed_at', now()"),
        ("trigger approval_states",),
    ),
    Attack(
        "insert a step already given",
        copied(
            "approvals_step",
            "pending_step1",
            "'position', 0, 'state', 'given', 'member_id', %(bela)s, 'decided_at', now()",
        ),
        ("trigger step_states",),
    ),
    Attack(
        "give an approval with a waiting step",
        updated("approvals_approval", "pending_approval", "state = 'given', closed_at = now()"),
        ("trigger approval_complete",),
        "an approval is given only when every step is",
    ),
    Attack(
        "turn a refused approval into a given one",
        updated("approvals_approval", "rejected_approval", "state = 'given'"),
        ("trigger approval_states",),
    ),
    Attack(
        "lower what is asked for",
        updated("approvals_approval", "large_approval", "amount = 1"),
        ("trigger approval_frozen",),
    ),
    Attack(
        "bind an approval to other content",
        updated("approvals_approval", "pending_approval", "digest = repeat('0', 64)"),
        ("trigger approval_frozen",),
    ),
    Attack(
        "approve without the role of the step",
        updated("approvals_step", "pending_step1", "state = 'given', member_id = %(otto)s, decided_at = now()"),
        ("trigger step_separation",),
        "a step is decided by whom its role names",
    ),
    Attack(
        "approve after the last day of one's right",
        updated("approvals_step", "pending_step1", "state = 'given', member_id = %(earl)s, decided_at = now()"),
        ("trigger step_separation",),
        "a step is decided by whom its role names",
    ),
    Attack(
        "approve more than one's right reaches",
        updated("approvals_step", "pending_step1", "state = 'given', member_id = %(vic)s, decided_at = now()"),
        ("trigger step_separation",),
        "a step is decided by whose right reaches so far",
    ),
    Attack(
        "approve one's own request",
        updated("approvals_step", "pending_step1", "state = 'given', member_id = %(rita)s, decided_at = now()"),
        ("trigger step_separation",),
        "who asked for an approval can not give it",
    ),
    Attack(
        "approve one's own request after switching separation off",
        "UPDATE companies_company SET separation = false; "
        + updated("approvals_step", "pending_step1", "state = 'given', member_id = %(rita)s, decided_at = now()"),
        ("trigger step_separation",),
    ),
    Attack(
        "approve one's own order",
        then(
            updated("approvals_step", "pending_step1", "state = 'given', member_id = %(rita)s, decided_at = now()"),
            updated("approvals_approval", "pending_approval", "state = 'given', closed_at = now()"),
            updated("orders_order", "pending", "state = 'approved'"),
        ),
        ("trigger step_separation", "trigger order_approved"),
        "who requested an order can not approve it",
    ),
    Attack(
        "take a step out of order",
        updated("approvals_step", "large_step2", "state = 'given', member_id = %(bela)s, decided_at = now()"),
        ("trigger step_separation",),
        "an earlier step is still open",
    ),
    Attack(
        "take two steps alone",
        updated("approvals_step", "large_step1", "state = 'given', member_id = %(bela)s, decided_at = now()")
        + "; "
        + updated("approvals_step", "large_step2", "state = 'given', member_id = %(bela)s, decided_at = now()"),
        ("trigger step_separation", "unique step_member_once"),
        "each step is taken by another person",
    ),
    Attack(
        "decide a step anonymously",
        updated("approvals_step", "pending_step1", "state = 'given', decided_at = now()"),
        ("trigger step_separation",),
        "a step is decided by somebody, at some moment",
    ),
    Attack(
        "put a taken step into somebody else's mouth",
        updated("approvals_step", "issued_step1", "member_id = %(fay)s"),
        ("trigger step_frozen", "trigger step_separation"),
    ),
    Attack(
        "add a step to a closed approval",
        copied(
            "approvals_step", "issued_step1", "'position', 9, 'state', 'waiting', 'member_id', null, 'decided_at', null"
        ),
        ("trigger step_separation",),
        "this approval is closed",
    ),
    Attack("rewrite a policy", "UPDATE approvals_policy SET currency = 'USD'", ("grant UPDATE ON approvals_policy",)),
    Attack("rewrite a level", "UPDATE approvals_level SET from_amount = 99", ("grant UPDATE ON approvals_level",)),
)
