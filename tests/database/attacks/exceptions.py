"""An exception is settled by a person, a variance accepted by a second one and pinned to its figures."""

from ..siege import Attack
from .writing import copied, updated

ACCEPT_BY = "state = 'accepted', reason = 'Agreed', settled_at = now(), settled_by_id = "

EXCEPTIONS = (
    Attack(
        "accept a variance as who entered the invoice",
        updated("matching_exception", "disputed_exception", ACCEPT_BY + "%(petra)s"),
        ("trigger exception_accepted",),
        "who entered an invoice or accepted its evidence can not clear it",
    ),
    Attack(
        "accept a variance as who accepted the evidence",
        updated("matching_exception", "disputed_exception", ACCEPT_BY + "%(rita)s"),
        ("trigger exception_accepted",),
        "who entered an invoice or accepted its evidence can not clear it",
    ),
    Attack(
        "accept a variance without a reason",
        updated("matching_exception", "disputed_exception", (ACCEPT_BY + "%(bela)s").replace("Agreed", "")),
        ("trigger exception_accepted",),
        "a variance is accepted with a reason",
    ),
    Attack(
        "accept a variance as an auditor",
        updated("matching_exception", "disputed_exception", ACCEPT_BY + "%(otto)s"),
        ("trigger exception_accepted",),
        "a variance is accepted by an approver, by payables or by finance",
    ),
    Attack(
        "accept a variance anonymously",
        updated("matching_exception", "disputed_exception", ACCEPT_BY + "null"),
        ("check exception_settled",),
    ),
    Attack(
        "settle an exception anonymously",
        updated("matching_exception", "disputed_exception", "state = 'corrected'"),
        ("check exception_settled",),
    ),
    Attack(
        "accept that there is no order",
        updated("matching_exception", "lost_exception", ACCEPT_BY + "%(bela)s"),
        ("check exception_acceptable",),
    ),
    Attack(
        "worsen what was accepted",
        updated("matching_exception", "cleared_exception", "actual = 999, excess = 899"),
        ("trigger exception_accepted",),
        "what was accepted is pinned",
    ),
    Attack(
        "say that somebody else accepted it",
        updated("matching_exception", "cleared_exception", "settled_by_id = %(amir)s"),
        ("trigger exception_accepted",),
        "what was accepted is pinned",
    ),
    Attack(
        "give another reason afterwards",
        updated("matching_exception", "cleared_exception", "reason = 'Other'"),
        ("trigger exception_accepted",),
        "what was accepted is pinned",
    ),
    Attack(
        "carry an acceptance over to another invoice",
        updated("matching_exception", "cleared_exception", "invoice_id = %(disputed)s, invoice_line_id = null"),
        ("trigger exception_found",),
        "matching_exception is frozen since it is accepted",
    ),
    Attack(
        "call an exception something milder",
        updated("matching_exception", "lost_exception", "kind = 'date'"),
        ("trigger exception_found",),
    ),
    Attack(
        "open an exception that is accepted",
        copied("matching_exception", "cleared_exception", "'kind', 'quantity', 'settled_by_id', %(bela)s"),
        ("trigger exception_states",),
        "matching_exception can not begin as accepted",
    ),
    Attack(
        "accept what was rejected",
        updated("matching_exception", "rejected_invoice_exception", ACCEPT_BY + "%(bela)s"),
        ("trigger exception_states",),
    ),
    Attack(
        "find the same thing twice",
        copied("matching_exception", "disputed_exception", "'note', 'again'"),
        ("unique exception_once",),
    ),
    Attack(
        "find something that there is no word for",
        copied("matching_exception", "disputed_exception", "'kind', 'mood'"),
        ("check exception_kind",),
    ),
    Attack(
        "delete an exception",
        "DELETE FROM matching_exception WHERE id = %(disputed_exception)s",
        ("grant DELETE ON matching_exception",),
    ),
)

LAWFUL_EXCEPTIONS = (
    Attack(
        "accept a variance as another", updated("matching_exception", "disputed_exception", ACCEPT_BY + "%(bela)s"), ()
    ),
    Attack("give it to another owner", updated("matching_exception", "disputed_exception", "owner_id = %(fay)s"), ()),
    Attack(
        "say that it has grown", updated("matching_exception", "disputed_exception", "actual = 120, excess = 20"), ()
    ),
    Attack(
        "open it again when it has grown",
        updated(
            "matching_exception",
            "cleared_exception",
            "state = 'open', excess = 20, settled_by_id = null, settled_at = null",
        ),
        (),
    ),
)
