"""Evidence is of an issued order, decided on once and by somebody else, and used once."""

from ..siege import Attack
from .writing import copied, updated

ACCEPT = "state = 'accepted', accepted_quantity = quantity, accepted_amount = 200, decided_at = now()"
"""What accepting sets; who decided is said beside it."""
FRESH = (
    "'state', 'submitted', 'decided_by_id', null, 'decided_at', null, 'accepted_quantity', 0, 'accepted_amount', 0, "
    "'corrected_quantity', 0, 'corrected_amount', 0, 'used_quantity', 0, 'used_amount', 0"
)

EVIDENCE = (
    Attack(
        "accept evidence as an auditor",
        updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(otto)s"),
        ("trigger piece_accepted",),
        "evidence is accepted by who looks after orders or receives for the company",
    ),
    Attack(
        "show evidence on an order that is not issued",
        "INSERT INTO evidence_submission SELECT (jsonb_populate_record(s, jsonb_build_object("
        "'id', '11111111-1111-7111-8111-111111111111', 'order_id', %(approved)s))).* FROM evidence_submission s "
        "WHERE id = %(waiting_submission)s; "
        + copied(
            "evidence_piece",
            "waiting_piece",
            "'order_id', %(approved)s, 'line_id', %(approved_line)s, "
            "'submission_id', '11111111-1111-7111-8111-111111111111'",
        ),
        ("trigger piece_accepted",),
        "evidence belongs to an issued order",
    ),
    Attack(
        "accept evidence on a closed order",
        "UPDATE orders_order SET state = 'closed' WHERE id = %(worked)s; "
        + updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(rita)s"),
        ("trigger order_ended", "trigger piece_accepted"),
        "an order is closed once nothing on it waits",
    ),
    Attack(
        "show evidence that is accepted already",
        copied(
            "evidence_piece",
            "piece",
            "'used_quantity', 0, 'used_amount', 0, 'corrected_quantity', 0, 'corrected_amount', 0",
        ),
        ("trigger piece_states",),
        "evidence_piece can not begin as accepted",
    ),
    Attack(
        "accept what was rejected",
        updated("evidence_piece", "rejected_piece", ACCEPT + ", decided_by_id = %(rita)s"),
        ("trigger piece_decided", "trigger piece_states"),
    ),
    Attack(
        "accept what was withdrawn",
        updated("evidence_piece", "withdrawn_piece", "state = 'accepted'"),
        ("trigger piece_accepted", "trigger piece_decided", "trigger piece_states"),
    ),
    Attack(
        "let accepted evidence wait again",
        updated("evidence_piece", "piece", "state = 'submitted'"),
        ("trigger piece_accepted", "trigger piece_decided", "trigger piece_states"),
        "nothing of it is accepted before it is",
    ),
    Attack(
        "accept evidence as who submitted it",
        updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(cleo)s"),
        ("trigger piece_accepted",),
        "who submitted evidence can not accept it",
    ),
    Attack(
        "accept evidence anonymously",
        updated("evidence_piece", "waiting_piece", ACCEPT),
        ("trigger piece_accepted",),
        "evidence is accepted by somebody, at some moment",
    ),
    Attack(
        "accept more than was submitted",
        updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(rita)s").replace(
            "= quantity", "= quantity + 0.000001"
        ),
        ("trigger piece_accepted",),
        "no more is accepted than was submitted",
    ),
    Attack(
        "accept nothing of it",
        updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(rita)s").replace("= quantity", "= 0"),
        ("trigger piece_accepted",),
        "no more is accepted than was submitted",
    ),
    Attack(
        "count what waits as accepted",
        updated("evidence_piece", "waiting_piece", "accepted_quantity = 1, accepted_amount = 100"),
        ("trigger piece_accepted",),
        "nothing of it is accepted before it is",
    ),
    Attack(
        "accept more than is ordered",
        updated("evidence_piece", "waiting_piece", "quantity = 9")
        + "; "
        + updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(rita)s"),
        ("trigger piece_submitted", "check orderline_accepted"),
    ),
    Attack(
        "correct evidence that nobody accepted",
        copied(
            "evidence_piece",
            "correcting_piece",
            "'id', '11111111-1111-7111-8111-111111111111', 'corrects_id', %(rejected_piece)s",
        )
        + "; UPDATE evidence_piece SET state = 'accepted', accepted_quantity = quantity, accepted_amount = -100, "
        "decided_by_id = %(rita)s, decided_at = now() WHERE id = '11111111-1111-7111-8111-111111111111'",
        ("trigger piece_accepted", "check piece_corrected_once"),
        "a correction corrects an accepted piece of its own line",
    ),
    Attack(
        "take back more than stands of it",
        copied("evidence_piece", "correcting_piece", "'id', '11111111-1111-7111-8111-111111111111', 'quantity', -4")
        + "; UPDATE evidence_piece SET state = 'accepted', accepted_quantity = quantity, accepted_amount = -400, "
        "decided_by_id = %(rita)s, decided_at = now() WHERE id = '11111111-1111-7111-8111-111111111111'",
        ("check orderline_accepted", "check piece_corrected_once", "check order_accepted"),
    ),
    Attack(
        "take back more than is accepted on the line",
        copied("evidence_piece", "correcting_piece", "'id', '11111111-1111-7111-8111-111111111111', 'quantity', -3")
        + "; UPDATE evidence_piece SET state = 'accepted', accepted_quantity = quantity, accepted_amount = -300.01, "
        "decided_by_id = %(rita)s, decided_at = now() WHERE id = '11111111-1111-7111-8111-111111111111'",
        ("check orderline_accepted", "check order_accepted"),
    ),
    Attack(
        "submit a negative quantity that corrects nothing",
        copied("evidence_piece", "waiting_piece", "'quantity', -1"),
        ("check piece_correction",),
    ),
    Attack(
        "submit a quantity of nothing",
        copied("evidence_piece", "waiting_piece", "'quantity', 0"),
        ("check piece_correction", "check piece_said"),
    ),
    Attack(
        "change the quantity of what waits",
        updated("evidence_piece", "waiting_piece", "quantity = 3"),
        ("trigger piece_submitted",),
        "evidence_piece is frozen since it is submitted",
    ),
    Attack(
        "change what was accepted",
        updated("evidence_piece", "piece", "accepted_quantity = 4"),
        ("trigger piece_decided",),
    ),
    Attack(
        "put a decision into somebody else's mouth",
        updated("evidence_piece", "piece", "decided_by_id = %(fay)s"),
        ("trigger piece_decided",),
        "evidence_piece is frozen since it is accepted",
    ),
    Attack(
        "free evidence that an invoice has used",
        updated("evidence_piece", "piece", "used_quantity = 1, used_amount = 100"),
        ("trigger piece_balances",),
        "used_quantity of evidence_piece follows its rows and is never written by itself",
    ),
    Attack(
        "submit a piece with balances",
        copied("evidence_piece", "waiting_piece", "'corrected_quantity', -1"),
        ("trigger piece_balances", "check piece_corrected_once"),
    ),
    Attack(
        "submit a piece on a line of another order",
        copied("evidence_piece", "waiting_piece", "'line_id', %(issued_line)s"),
        ("key piece_same_order_line",),
    ),
    Attack(
        "submit a piece into a submission on another order",
        copied("evidence_piece", "waiting_piece", "'order_id', %(issued)s, 'line_id', %(issued_line)s"),
        ("key piece_same_order_submission",),
    ),
    Attack(
        "edit a submission", "UPDATE evidence_submission SET note = 'Other'", ("grant UPDATE ON evidence_submission",)
    ),
    Attack(
        "delete a piece",
        "DELETE FROM evidence_piece WHERE id = %(rejected_piece)s",
        ("grant DELETE ON evidence_piece",),
    ),
)

LAWFUL_EVIDENCE = (
    Attack("submit another piece", copied("evidence_piece", "piece", FRESH), ()),
    Attack("accept as another", updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(rita)s"), ()),
    Attack(
        "reject as another",
        updated("evidence_piece", "waiting_piece", "state = 'rejected', decided_by_id = %(rita)s"),
        (),
    ),
    Attack(
        "accept all that is left of the order",
        copied("evidence_piece", "piece", FRESH + ", 'id', '11111111-1111-7111-8111-111111111111', 'quantity', 7")
        + "; UPDATE evidence_piece SET state = 'accepted', accepted_quantity = 7, accepted_amount = 700, "
        "decided_by_id = %(rita)s, decided_at = now() WHERE id = '11111111-1111-7111-8111-111111111111'",
        (),
    ),
    Attack(
        "take back all that stands of it",
        copied("evidence_piece", "correcting_piece", "'id', '11111111-1111-7111-8111-111111111111', 'quantity', -3")
        + "; UPDATE evidence_piece SET state = 'accepted', accepted_quantity = quantity, accepted_amount = -300, "
        "decided_by_id = %(rita)s, decided_at = now() WHERE id = '11111111-1111-7111-8111-111111111111'",
        (),
    ),
)
