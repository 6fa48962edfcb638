"""The same amount to the same payee on one day leaves once, or by the word of a second person, which is used up with it."""

from ..siege import Attack
from .money import SENT, pay
from .writing import TWO, copied, made, then, updated

_TABLE = "payments_twin"
_UNCONFIRMED = "a second payment of the same amount to the same payee on one day is confirmed by a second person"
_WORD = "'payment_id', %(first_payment)s, 'covers_id', null"


def confirmed(changes: str = "") -> str:
    """Finn's word for one more like the 37.00 that are released."""
    return made(_TABLE, "used_twin", f"{_WORD}{changes}", TWO)


def again(changes: str = "") -> str:
    """37.00 once more to the same contractor on the same day, by Fay."""
    return pay("matched", "37", changes)


TWINS = (
    Attack("release the same amount twice on one day", again(), ("trigger payment_twin",), _UNCONFIRMED),
    Attack(
        "release a twin by one's own word",
        then(confirmed(", 'confirmed_by_id', %(fay)s"), again()),
        ("trigger payment_twin",),
        _UNCONFIRMED,
    ),
    Attack(
        "release two twins by one word, in one statement",
        then(
            confirmed(),
            "INSERT INTO payments_payment SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()))).*"
            " FROM payments_payment t, generate_series(1, 2) WHERE id = %(first_payment)s",
        ),
        ("trigger payment_twin",),
        _UNCONFIRMED,
    ),
    Attack(
        "release a twin by a word that was used up",
        copied("payments_payment", "twin_payment", "'reference', 'Once more'"),
        ("trigger payment_twin",),
        _UNCONFIRMED,
    ),
    Attack(
        "say that it left on the day of another of the same",
        updated(
            "payments_payment",
            "later_payment",
            SENT.replace("released_at::date", "released_at::date - 1") + ", day_reason = 'The bank was quick'",
        ),
        ("trigger payment_twin",),
        _UNCONFIRMED,
    ),
    Attack(
        "confirm a twin that is there already",
        confirmed(", 'covers_id', %(sent_payment)s"),
        ("trigger twin_confirmed",),
        "a twin is confirmed before it is released",
    ),
    Attack(
        "confirm a twin of what has arrived",
        confirmed(", 'payment_id', %(paid_payment)s, 'amount', 95"),
        ("trigger twin_confirmed",),
        "a twin is confirmed of a payment that is under way",
    ),
    Attack(
        "confirm a twin of another amount",
        confirmed(", 'amount', 38"),
        ("trigger twin_confirmed",),
        "a twin has the payee, the amount and the day of the payment that stands",
    ),
    Attack(
        "confirm a twin for another day",
        confirmed(", 'day', '2026-03-03'"),
        ("trigger twin_confirmed",),
        "a twin has the payee, the amount and the day of the payment that stands",
    ),
    Attack(
        "confirm a twin as a service",
        confirmed(", 'confirmed_by_id', %(service)s"),
        ("trigger twin_confirmed",),
        "a service confirms no twin",
    ),
    Attack(
        "confirm a twin that pays oneself",
        confirmed(", 'confirmed_by_id', %(cleo)s"),
        ("trigger twin_confirmed",),
        "nobody confirms a twin that pays themselves",
    ),
    Attack(
        "confirm a twin as an auditor",
        confirmed(", 'confirmed_by_id', %(otto)s"),
        ("trigger twin_confirmed",),
        "a twin is confirmed by finance",
    ),
    Attack("confirm a twin and not say why", confirmed(", 'reason', ''"), ("check twin_reasoned",)),
    Attack(
        "confirm the same twin twice",
        then(confirmed(), copied(_TABLE, "used_twin", _WORD)),
        ("unique twin_once",),
    ),
    Attack(
        "give back a word that was used up",
        updated(_TABLE, "used_twin", "covers_id = null"),
        (f"grant UPDATE ON {_TABLE}",),
    ),
    Attack("take a word back", f"DELETE FROM {_TABLE}", (f"grant DELETE ON {_TABLE}",)),
)

LAWFUL_TWINS = (
    Attack("confirm a twin", confirmed(), ()),
    Attack("release a twin by somebody else's word", then(confirmed(), again()), ()),
    Attack("release another amount", pay("matched", "38"), ()),
)
