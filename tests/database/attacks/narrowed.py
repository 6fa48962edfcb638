"""A right that names verbs counts for no other: whoever holds it does nothing else by its role, whatever the role may do."""

from ..siege import Attack
from .advances import ask
from .balances import set_off
from .evidence import ACCEPT
from .exceptions import ACCEPT_BY
from .money import pay
from .twins import confirmed
from .write_offs import APPROVED, note
from .writing import copied, updated

_BACK = "state = 'confirmed', decided_by_id = %(rex)s, decided_at = now()"
_ANSWER = "state = 'answered', answered_at = asked_at, answered_by_id = %(max)s, word = 'No', days = 0"
_GIVEN = "state = 'given', member_id = %({0})s, decided_at = now()"
_SAID = "confirmed_by_id = %(rex)s, confirmed_at = now()"
_RELEASED = "money is released by finance"
_NAMED = "a restricted order is chosen by those who are named"


def _step(name: str, state: str = "given") -> str:
    return updated("approvals_step", "pending_step1", _GIVEN.format(name).replace("given", state))


NARROWED = (
    Attack(
        "approve an order by a right to approve offers",
        _step("ava"),
        ("trigger step_separation",),
        "a step is decided by whom its role names",
    ),
    Attack(
        "reject an order by a right to approve it",
        _step("zoe", "refused"),
        ("trigger step_separation",),
        "a step is decided by whom its role names",
    ),
    Attack(
        "confirm a twin by a right to release",
        confirmed(", 'confirmed_by_id', %(rex)s"),
        ("trigger twin_confirmed",),
        "a twin is confirmed by finance",
    ),
    Attack(
        "accept a variance by a right to release",
        updated("matching_exception", "disputed_exception", ACCEPT_BY + "%(rex)s"),
        ("trigger exception_accepted",),
        "a variance is accepted by an approver, by payables or by finance",
    ),
    Attack(
        "approve a write-off by a right to release",
        updated("payments_writeoff", "noted_writeoff", APPROVED.replace("olga", "rex")),
        ("trigger writeoff_apart",),
        "a write-off is approved by finance or by an owner",
    ),
    Attack(
        "write off by a right to release",
        note(", 'noted_by_id', %(rex)s"),
        ("trigger writeoff_apart",),
        "a write-off is noted by finance",
    ),
    Attack(
        "confirm a refund by a right to release",
        updated("payments_refund", "noted_refund", _BACK),
        ("trigger refund_confirmed",),
        "a refund is confirmed by finance, by payables or by an owner",
    ),
    Attack(
        "take a set-off back by a right to release",
        updated("payments_setoff", "advance_setoff", "live = false, ended_by_id = %(rex)s, ended_at = now()"),
        ("trigger setoff_payable",),
        "a set-off that has arrived is taken back by finance",
    ),
    Attack(
        "ask for an advance by a right to release",
        ask(", 'entered_by_id', %(rex)s"),
        ("trigger invoice_advance",),
        "an advance is asked for by a manager, by payables or by finance",
    ),
    Attack(
        "accept evidence by a right to release",
        updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(rex)s"),
        ("trigger piece_accepted",),
        "evidence is accepted by who looks after orders or receives for the company",
    ),
    Attack(
        "say who may use an order by a right to release",
        copied("orders_permitted", "permitted", "'member_id', %(bela)s, 'given_by_id', %(rex)s"),
        ("trigger permitted_given",),
        "who may use an order is said by finance, a PO administrator or an owner",
    ),
    Attack(
        "confirm an order by a right to release",
        updated("orders_confirmation", "confirmation", _SAID),
        ("trigger confirmation_given",),
        "an order is confirmed by finance or an owner",
    ),
    Attack(
        "say by a right to release what is done with orders that run out",
        copied("orders_runoutpolicy", "run_out_policy", "'version', 2, 'set_by_id', %(rex)s"),
        ("trigger runoutpolicy_follows",),
        "what is done with orders that run out is said by finance or an owner",
    ),
    Attack(
        "set the programme by a right to release",
        copied("engagements_programme", "programme", "'version', 2, 'mode', 'off', 'set_by_id', %(rex)s"),
        ("trigger programme_follows",),
        "the programme is set by finance or an owner",
    ),
    Attack(
        "release by a right to confirm twins",
        pay("matched", "10", ", 'released_by_id', %(gus)s"),
        ("trigger allocation_payable",),
        _RELEASED,
    ),
    Attack(
        "set off by a right to confirm twins",
        set_off(", 'released_by_id', %(gus)s"),
        ("trigger setoff_payable",),
        _RELEASED,
    ),
    Attack(
        "answer who asks for an order by a right to accept evidence",
        updated("orders_wish", "wish", _ANSWER),
        ("trigger wish_wanted",),
        "who asks for an order is answered by somebody who orders for the team",
    ),
)
LAWFUL_NARROWED = (
    Attack("approve an order by a right to that", _step("zoe"), ()),
    Attack("release by a right to that", pay("matched", "10", ", 'released_by_id', %(rex)s"), ()),
    Attack("confirm a twin by a right to that", confirmed(", 'confirmed_by_id', %(gus)s"), ()),
    Attack(
        "accept evidence by a right to that",
        updated("evidence_piece", "waiting_piece", ACCEPT + ", decided_by_id = %(max)s"),
        (),
    ),
)
