"""An order is asked for by its contractor while one is wanted, and what became of that is counted, not claimed."""

from ..siege import Attack
from .writing import copied, then, updated

_WISH = "orders_wish"
_FRESH = "'state', 'open', 'answered_at', NULL, 'answered_by_id', NULL, 'word', '', 'days', NULL, 'version', 1"
_ANSWER = "state = 'answered', answered_at = asked_at, answered_by_id = %(rita)s, word = 'No', days = 0"
_MET = "state = 'met', answered_at = asked_at, days = 0, met_by_id = %(issued)s"
WISHES = (
    Attack(
        "ask for an order as somebody else",
        copied(_WISH, "answered_wish", f"{_FRESH}, 'asked_by_id', %(rita)s"),
        ("trigger wish_wanted",),
        "an order is asked for by the contractor of its engagement",
    ),
    Attack(
        "ask for an order where one stands",
        copied(_WISH, "answered_wish", f"{_FRESH}, 'engagement_id', %(served)s"),
        ("trigger wish_wanted",),
        "an order is asked for where none stands, or what stands runs out",
    ),
    Attack(
        "say otherwise why an order is asked for",
        copied(_WISH, "answered_wish", f"{_FRESH}, 'why', 'low', 'lapsing_id', %(issued)s"),
        ("trigger wish_wanted",),
        "an order is asked for where none stands, or what stands runs out",
    ),
    Attack(
        "ask for an order that runs out and name none",
        copied(_WISH, "answered_wish", f"{_FRESH}, 'why', 'low'"),
        ("trigger wish_wanted", "check wish_why"),
    ),
    Attack(
        "ask twice",
        copied(_WISH, "wish", "'version', 1"),
        ("unique wish_open_once",),
    ),
    Attack("begin it as answered", copied(_WISH, "answered_wish", "'note', 'x'"), ("trigger wish_states",)),
    Attack(
        "say that an order met it",
        updated(_WISH, "wish", _MET),
        ("trigger wish_wanted",),
        "what is asked for is met by an order that comes to stand, and by no word",
    ),
    Attack(
        "answer it as the contractor",
        updated(_WISH, "wish", _ANSWER.replace("rita", "cleo")),
        ("trigger wish_wanted",),
        "who asks for an order is answered by somebody who orders for the team",
    ),
    Attack(
        "answer it as a service",
        updated(_WISH, "wish", _ANSWER.replace("rita", "service")),
        ("trigger wish_wanted",),
        "who asks for an order is answered by somebody who orders for the team",
    ),
    Attack(
        "count other days",
        updated(_WISH, "wish", _ANSWER.replace("days = 0", "days = 5")),
        ("trigger wish_wanted",),
        "the days that somebody waited for an order are counted",
    ),
    Attack("answer it without a word", updated(_WISH, "wish", _ANSWER.replace("'No'", "''")), ("check wish_answer",)),
    Attack("change what was asked", updated(_WISH, "wish", "note = 'Never mind'"), ("trigger wish_asked",)),
    Attack("say something of what is met", updated(_WISH, "met_wish", "word = 'x'"), ("trigger wish_ended",)),
    Attack("forget it", "DELETE FROM orders_wish WHERE id = %(wish)s", ("grant DELETE ON orders_wish",)),
)
_POLICY = "orders_runoutpolicy"
_STOPS = copied(_POLICY, "run_out_policy", "'version', 2, 'expired', 'stop'")
_SHOWN = copied("evidence_piece", "ended_piece", "'quantity', 1")
RUN_OUT = (
    Attack(
        "show work on an order that has run out and is stopped",
        then(_STOPS, _SHOWN),
        ("trigger piece_stopped",),
        "nothing new is shown on an order that has run out and is stopped",
    ),
    Attack(
        "leave out a version of what is done with orders that run out",
        copied(_POLICY, "run_out_policy", "'version', 3"),
        ("trigger runoutpolicy_follows",),
        "each version of what is done with orders that run out follows the one before",
    ),
    Attack(
        "say twice what is done with orders that run out",
        copied(_POLICY, "run_out_policy", "'expired', 'stop'"),
        ("trigger runoutpolicy_follows", "unique runoutpolicy_once"),
    ),
    Attack(
        "say as a manager what is done with orders that run out",
        copied(_POLICY, "run_out_policy", "'version', 2, 'set_by_id', %(rita)s"),
        ("trigger runoutpolicy_follows",),
        "what is done with orders that run out is said by finance or an owner",
    ),
    Attack(
        "do something else with orders that run out",
        copied(_POLICY, "run_out_policy", "'version', 2, 'expired', 'ignore'"),
        ("check runoutpolicy_ways",),
    ),
    Attack(
        "be warned a year too early",
        copied(_POLICY, "run_out_policy", "'version', 2, 'expiry_days', 999"),
        ("check runoutpolicy_figures",),
    ),
    Attack(
        "rewrite what is done with orders that run out",
        updated(_POLICY, "run_out_policy", "expired = 'warn'"),
        (f"grant UPDATE ON {_POLICY}",),
    ),
)
LAWFUL_WISHES = (
    Attack("show work on an order that has run out and is not stopped", _SHOWN, ()),
    Attack("answer who asks for an order", updated(_WISH, "wish", _ANSWER), ()),
    Attack(
        "ask again after an answer",
        then(updated(_WISH, "wish", _ANSWER), copied(_WISH, "wish", f"{_FRESH}, 'note', 'Please'")),
        (),
    ),
)
