"""A key and a member stay whose and what they are, nobody makes a key for another person, and a service never gives its word."""

from ..siege import Attack
from .evidence import ACCEPT
from .exceptions import ACCEPT_BY
from .money import pay
from .writing import ONE, TWO, copied, made, then, touched, updated


def key(holder: str, maker: str, made_with: str = "null") -> str:
    """Insert a key."""
    return (
        "INSERT INTO companies_apikey (id, company_id, member_id, name, prefix, secret_sha256, scopes, made_by_id, "
        f"made_with_id, made_at) VALUES (gen_random_uuid(), %(company)s, %({holder})s, 'Key', 'cf_z', 'x', '{{*}}', "
        f"%({maker})s, {made_with}, now())"
    )


def right(holder: str, role: str) -> str:
    """Insert a right."""
    given = f"gen_random_uuid(), %(company)s, %({holder})s, '{role}'"
    return f"INSERT INTO companies_right (id, company_id, member_id, role, \"only\") VALUES ({given}, '{{}}')"


_MADE = ("trigger apikey_made",)
_STAYS = "a key stays what it was made as, and whose"
_PERSON = "a member stays the same person"
_PAID = made("evidence_submission", "waiting_submission", "'submitter_id', %(rita)s")
_PIECE = made("evidence_piece", "waiting_piece", f"'submission_id', '{ONE}'", TWO)

_KEYS = (
    Attack("make a key for another person", key("rita", "olga"), _MADE, "nobody makes a key for another person"),
    Attack(
        "make a service's key without the right to",
        key("service", "rita"),
        _MADE,
        "a key for a service member is made by an engineer or an owner",
    ),
    Attack("let a service make its own key", key("service", "service"), _MADE, "a service member makes no key"),
    Attack(
        "hide behind somebody else's key",
        key("olga", "olga", "%(own_key)s"),
        _MADE,
        "a key is made with a key of its maker",
    ),
    Attack(
        "move a key to somebody else", updated("companies_apikey", "own_key", "member_id = %(olga)s"), _MADE, _STAYS
    ),
    Attack(
        "say that somebody else made it", updated("companies_apikey", "own_key", "made_by_id = %(olga)s"), _MADE, _STAYS
    ),
    Attack("exchange a secret", updated("companies_apikey", "own_key", "secret_sha256 = 'mine'"), _MADE, _STAYS),
    Attack("widen a key", updated("companies_apikey", "own_key", "scopes = '{order.approve}'"), _MADE, _STAYS),
    Attack(
        "take the prefix of another key",
        copied("companies_apikey", "own_key", "'name', 'Other'"),
        ("unique companies_apikey_prefix_key",),
    ),
    Attack(
        "bring a revoked key back",
        updated("companies_apikey", "revoked_key", "revoked_at = null"),
        _MADE,
        "a key that was revoked stays revoked",
    ),
)

_MEMBERS = (
    Attack(
        "sign in as somebody else",
        updated("companies_member", "rita", "user_id = (SELECT user_id FROM companies_member WHERE id = %(amir)s)"),
        ("trigger member_person",),
        _PERSON,
    ),
    Attack(
        "give somebody another address",
        updated("companies_member", "rita", "email = 'x@y.z'"),
        ("trigger member_person",),
        _PERSON,
    ),
    Attack(
        "turn a service into a person",
        updated("companies_member", "service", "service = false"),
        ("trigger member_person", "unique member_once"),
        _PERSON,
    ),
    Attack(
        "add a service that signs in",
        copied("companies_member", "rita", "'service', true, 'email', ''"),
        ("trigger member_person", "check service_no_sign_in"),
        "a person begins by an invitation",
    ),
    Attack("add a service twice", copied("companies_member", "service", "'email', ''"), ("unique service_once",)),
    Attack(
        "make a service an approver",
        right("service", "approver"),
        ("trigger right_service",),
        "a service member has no role that gives its word",
    ),
    Attack(
        "give the company's own member a role",
        right("system", "approver"),
        ("trigger right_system",),
        "the company's own member has one role, and nobody else has it",
    ),
    Attack(
        "take the company's own member its role",
        "DELETE FROM companies_right WHERE member_id = %(system)s",
        ("trigger right_system",),
        "the company's own member keeps its role",
    ),
)

_WORDS = (
    Attack(
        "approve what pays oneself",
        then(
            right("cleo", "approver"),
            updated("approvals_step", "pending_step1", "state = 'given', member_id = %(cleo)s, decided_at = now()"),
        ),
        ("trigger step_separation", "trigger step_to_oneself"),
        "who asked for an approval can not give it",
    ),
    Attack(
        "approve what pays whoever became its contractor since",
        then(
            updated("parties_contractor", "contractor", "member_id = NULL"),
            right("otto", "contractor"),
            updated("parties_contractor", "contractor", "member_id = %(otto)s"),
            right("otto", "approver"),
            updated("approvals_step", "pending_step1", "state = 'given', member_id = %(otto)s, decided_at = now()"),
        ),
        ("trigger step_to_oneself",),
        "who is paid by an order can not approve it",
    ),
    Attack(
        "approve as a service",
        updated("approvals_step", "pending_step1", "state = 'given', member_id = %(service)s, decided_at = now()"),
        ("trigger step_separation",),
        "a service decides on nothing",
    ),
    Attack(
        "accept evidence as a service",
        updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(service)s"),
        ("trigger piece_accepted",),
        "a service accepts nothing",
    ),
    Attack(
        "clear as a service",
        updated("matching_exception", "disputed_exception", ACCEPT_BY + "%(service)s"),
        ("trigger exception_accepted",),
        "a service clears nothing",
    ),
    Attack(
        "release as a service",
        pay("matched", "10", ", 'released_by_id', %(service)s"),
        ("trigger allocation_payable",),
        "a service releases nothing",
    ),
    Attack(
        "admit a duplicate as a service",
        copied(
            "documents_arrival", "waiting_arrival", "'door', 'admitted', 'became', 'refused', 'sender_id', %(service)s"
        ),
        ("trigger arrival_admitted",),
        "a service admits nothing",
    ),
    Attack(
        "admit what one has sent",
        copied("documents_arrival", "waiting_arrival", "'door', 'admitted', 'became', 'refused', 'same_as', id"),
        ("trigger arrival_admitted",),
        "who sent a document can not admit it",
    ),
    Attack(
        "accept work that pays oneself",
        then(_PAID, _PIECE, touched("evidence_piece", ACCEPT + ", decided_by_id = %(cleo)s", TWO)),
        ("trigger piece_accepted",),
        "who is paid for the work can not accept it",
    ),
    Attack(
        "clear what pays oneself",
        updated("matching_exception", "disputed_exception", ACCEPT_BY + "%(cleo)s"),
        ("trigger exception_accepted",),
        "who is paid by an invoice can not clear it",
    ),
    Attack(
        "release money to oneself",
        pay("matched", "10", ", 'released_by_id', %(cleo)s"),
        ("trigger allocation_payable",),
        "who is paid by an invoice can not release it",
    ),
)

_WROTE = (
    "INSERT INTO trail_entry (id, company_id, member_id, verb, outcome, subject, subject_id, order_id, at, door, key, "
    "request_digest, reason) VALUES (gen_random_uuid(), %(company)s, %(amir)s, 'order.change', 'done', 'order', %(draft)s, "
    "%(draft)s, now(), 'web', '', '', '')"
)
_INTERESTS = (
    Attack(
        "leave the requester out of who may not approve",
        copied("approvals_approval", "pending_approval", "'interested', jsonb_build_array(%(iris)s::uuid)"),
        ("trigger approval_interested",),
        "an approval leaves out nobody who has an interest in the order",
    ),
    Attack(
        "forget later who was interested",
        updated("approvals_approval", "pending_approval", "interested = '{}'"),
        ("trigger approval_frozen",),
    ),
    Attack(
        "write at a draft once its approval is open",
        then(
            made("approvals_approval", "pending_approval", "'subject_id', %(draft)s"),
            f"UPDATE orders_revision SET digest = (SELECT digest FROM approvals_approval WHERE id = '{ONE}') "
            "WHERE id = %(draft_revision)s",
            _WROTE,
            updated("orders_order", "draft", f"state = 'pending', approval_id = '{ONE}'"),
        ),
        ("trigger order_approved",),
        "an order waits on an approval that names everybody who wrote at it",
    ),
    Attack(
        "put another requester on a draft",
        updated("orders_order", "draft", "requester_id = %(amir)s"),
        ("trigger order_loaded",),
        "who asked for an order, and what it replaces, never changes",
    ),
    Attack(
        "forget what a draft replaces",
        updated("orders_order", "replacing", "replaces_id = null"),
        ("trigger order_loaded",),
        "who asked for an order, and what it replaces, never changes",
    ),
)

PEOPLE = (*_KEYS, *_MEMBERS, *_WORDS, *_INTERESTS)
LAWFUL_PEOPLE = (
    Attack("make a key for oneself", key("rita", "rita"), ()),
    Attack("make a key for oneself with one's own key", key("rita", "rita", "%(own_key)s"), ()),
    Attack("make a service's key", key("service", "edda"), ()),
    Attack("end a key", updated("companies_apikey", "own_key", "revoked_at = now()"), ()),
    Attack("leave", updated("companies_member", "rita", "state = 'gone'"), ()),
    Attack("make a service the issuer", right("service", "issuer"), ()),
)
