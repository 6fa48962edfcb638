"""A contract carries the hash of what was signed, stands still from then on, and orders keep to it."""

from ..siege import Attack
from .writing import ONE, TWO, copied, made, then, updated

_CONTRACT = "engagements_contract"
_SIGNED = (
    "state = 'signed', signed_on = current_date, signed_at = now(), signed_by_id = %(rita)s, signers = 'Rita, Cleo', "
    f"document_id = '{ONE}', digest = 'f'"
)
_FILE = (
    "INSERT INTO documents_document (id, company_id, kind, name, media_type, size, sha256, made_from, created_at) "
    f"VALUES ('{ONE}', %(company)s, 'contract', 'Contract.pdf', 'application/pdf', 1, 'f', '', now())"
)
_BY_FILE = then(_FILE, updated(_CONTRACT, "drafted_contract", _SIGNED))
_ENDED = "state = 'ended', ended_by_id = %(rita)s, ended_at = now()"
CONTRACTS = (
    Attack(
        "begin a contract as started",
        copied(
            _CONTRACT, "drafted_contract", "'state', 'started', 'started_at', now(), 'engagement_id', %(engagement)s"
        ),
        ("trigger contract_states",),
    ),
    Attack(
        "move a contract to another engagement",
        updated(_CONTRACT, "drafted_contract", "engagement_id = %(engagement)s"),
        ("trigger contract_agreed",),
        "a contract stays its engagement's",
    ),
    Attack(
        "sign a contract without a file",
        updated(_CONTRACT, "drafted_contract", _SIGNED.replace(f"'{ONE}'", "NULL")),
        ("trigger contract_agreed",),
        "a contract is signed with an offer that was accepted, or with the file that was signed",
    ),
    Attack(
        "sign a contract with the hash of another file",
        then(_FILE, updated(_CONTRACT, "drafted_contract", _SIGNED.replace("'f'", "'g'"))),
        ("trigger contract_agreed",),
        "a contract is signed with an offer that was accepted, or with the file that was signed",
    ),
    Attack(
        "sign a contract by nobody",
        then(_FILE, updated(_CONTRACT, "drafted_contract", _SIGNED.replace("'Rita, Cleo'", "''"))),
        ("trigger contract_agreed",),
        "a contract is signed by named people, on some day, and carries the hash of what they signed",
    ),
    Attack(
        "make a contract of an offer that allows more than was offered",
        copied(_CONTRACT, "agreed_contract", "'amount', 9000"),
        ("trigger contract_agreed", "unique contract_of_engagement", "unique contract_of_offer"),
        "what comes of an offer says what was accepted",
    ),
    Attack(
        "draft a second contract of an engagement",
        copied(_CONTRACT, "drafted_contract", "'amount', 2"),
        ("unique contract_of_engagement",),
    ),
    Attack(
        "start a contract at no moment",
        updated(_CONTRACT, "agreed_contract", "state = 'started'"),
        ("trigger contract_agreed",),
        "a contract is started at some moment",
    ),
    Attack(
        "end a contract for no reason",
        updated(_CONTRACT, "agreed_contract", _ENDED),
        ("trigger contract_agreed",),
        "a contract is ended by somebody, at some moment, for a reason",
    ),
    Attack(
        "count in another currency than was signed",
        updated(_CONTRACT, "agreed_contract", "currency = 'USD'"),
        ("trigger contract_signed",),
    ),
    Attack(
        "count in another currency once it is started",
        then(
            updated(_CONTRACT, "agreed_contract", "state = 'started', started_at = now()"),
            updated(_CONTRACT, "agreed_contract", "currency = 'USD'"),
        ),
        ("trigger contract_started",),
    ),
    Attack(
        "allow more once it has ended",
        then(
            updated(_CONTRACT, "agreed_contract", f"{_ENDED}, reason = 'Over'"),
            updated(_CONTRACT, "agreed_contract", "amount = 9000"),
        ),
        ("trigger contract_ended",),
    ),
    Attack(
        "ask for orders of no kind",
        updated(_CONTRACT, "drafted_contract", "order_kind = 'some'"),
        ("check contract_kind",),
    ),
    Attack("allow no figure", updated(_CONTRACT, "drafted_contract", "amount = 'NaN'"), ("check contract_caps",)),
    Attack(
        "allow days that end before they begin",
        updated(_CONTRACT, "drafted_contract", "starts_on = '2026-04-02', ends_on = '2026-04-01'"),
        ("check contract_days",),
    ),
    Attack(
        "submit an order outside of its contract",
        then(
            _BY_FILE,
            made("approvals_approval", "pending_approval", "'subject_id', %(web_order)s, 'digest', 'f'", TWO),
            "UPDATE orders_revision SET digest = 'f' WHERE order_id = %(web_order)s",
            updated("orders_order", "web_order", f"state = 'pending', approval_id = '{TWO}'"),
        ),
        ("trigger order_contracted",),
        "an order keeps to the contract of its engagement",
    ),
)
_POST = "engagements_jobpost"
POSTS = (
    Attack("begin a post as filled", copied(_POST, "published_post", "'state', 'filled'"), ("trigger jobpost_states",)),
    Attack(
        "fill a post with nobody",
        updated(_POST, "published_post", "state = 'filled', filled_at = now()"),
        ("trigger jobpost_filled",),
        "a post is filled by an offer that was made from it and accepted",
    ),
    Attack(
        "withdraw a post for no reason",
        updated(_POST, "published_post", "state = 'withdrawn', ended_at = now()"),
        ("trigger jobpost_filled",),
        "a post is withdrawn at some moment, for a reason",
    ),
    Attack("change a published post", updated(_POST, "published_post", "budget = 1"), ("trigger jobpost_published",)),
    Attack("change a post that is over", updated(_POST, "withdrawn_post", "budget = 1"), ("trigger jobpost_ended",)),
    Attack(
        "post a budget that is no figure",
        copied(_POST, "published_post", "'state', 'draft', 'budget', 'NaN'::numeric"),
        ("check jobpost_budget",),
    ),
    Attack(
        "post days that end before they begin",
        copied(_POST, "published_post", "'state', 'draft', 'starts_on', '2026-04-02', 'ends_on', '2026-04-01'"),
        ("check jobpost_days",),
    ),
)
LAWFUL_CONTRACTS = (Attack("sign a contract with its file", _BY_FILE, ()),)
