"""A general rate is above zero and says whose it is, and no order calls general what the company never kept."""

from ..siege import Attack
from .writing import copied, updated

TABLE = "catalogue_rate"
_KEEPS = "a rate keeps its currency and day, and each correction is its next version"
_OWN = "a rate is of another currency than the company's own"
_GENERAL = "a general rate of an order is one that the company keeps"
_USD = "currency = 'USD', rate_source = 'general'"
_ON = "rate_on = (SELECT day FROM catalogue_rate WHERE id = %(rate)s)"


_NOTED = "noted_on = '2026-03-02', noted_amount = 1"


def _draft(changes: str) -> str:
    return updated("orders_order", "draft", changes)


RATES = (
    Attack("set a rate of zero", updated(TABLE, "rate", "rate = 0, version = 2"), ("check rate_above_zero",)),
    Attack("set a rate below zero", updated(TABLE, "rate", "rate = -1, version = 2"), ("check rate_above_zero",)),
    Attack(
        "begin with a rate of zero", copied(TABLE, "rate", "'day', '2026-01-01', 'rate', 0"), ("check rate_above_zero",)
    ),
    Attack(
        "invent where a rate is from", updated(TABLE, "rate", "source = 'guessed', version = 2"), ("check rate_source",)
    ),
    Attack("have two rates of one day", copied(TABLE, "rate", "'rate', 1"), ("unique rate_once",)),
    Attack(
        "move a rate to another day",
        updated(TABLE, "rate", "day = day + 1, version = 2"),
        ("trigger rate_kept",),
        _KEEPS,
    ),
    Attack(
        "move a rate to another currency",
        updated(TABLE, "rate", "currency = 'JPY', version = 2"),
        ("trigger rate_kept",),
        _KEEPS,
    ),
    Attack("correct a rate in silence", updated(TABLE, "rate", "rate = 2"), ("trigger rate_kept",), _KEEPS),
    Attack("leave out a version of a rate", updated(TABLE, "rate", "version = 3"), ("trigger rate_kept",), _KEEPS),
    Attack(
        "begin with a later version of a rate",
        copied(TABLE, "rate", "'day', '2026-01-01', 'version', 2"),
        ("trigger rate_kept",),
        "a rate begins with its first version",
    ),
    Attack(
        "set a rate of the company's own currency",
        copied(TABLE, "rate", "'currency', 'EUR'"),
        ("trigger rate_kept",),
        _OWN,
    ),
    Attack("be rid of a rate", f"DELETE FROM {TABLE} WHERE id = %(rate)s", (f"grant DELETE ON {TABLE}",)),
    Attack(
        "give a rate to another company",
        copied(TABLE, "rate", "'company_id', %(their_company)s"),
        (f"wall of {TABLE}", "key rate_set_by_same_company"),
    ),
    Attack(
        "call general what nobody has set", _draft(f"{_USD}, {_ON}, rate = 0.91"), ("trigger order_rate",), _GENERAL
    ),
    Attack(
        "call general what was set for another day",
        _draft(f"{_USD}, rate = 0.9, rate_on = '2020-01-01'"),
        ("trigger order_rate",),
        _GENERAL,
    ),
    Attack(
        "begin with a general rate of none",
        copied(
            "orders_order", "draft", "'currency', 'USD', 'rate', 2, 'rate_source', 'general', 'rate_on', '2026-03-02'"
        ),
        ("trigger order_rate",),
        _GENERAL,
    ),
    Attack("have a rate within one currency", _draft(f"rate_source = 'own', {_ON}"), ("check order_rate_said",)),
    Attack(
        "have an order's own rate of no day",
        _draft("currency = 'USD', rate_source = 'own'"),
        ("check order_rate_said",),
    ),
    Attack(
        "invent whose rate it is", _draft(f"currency = 'USD', rate_source = 'mine', {_ON}"), ("check order_rate_said",)
    ),
    Attack("note an invoice of no number", _draft("noted_number = '', " + _NOTED), ("check order_noted",)),
    Attack("note an invoice of no day", _draft("noted_number = 'R-1', noted_amount = 1"), ("check order_noted",)),
    Attack(
        "note an invoice of nothing",
        updated("orders_order", "issued", f"noted_number = 'R-1', {_NOTED.replace('= 1', '= 0')}"),
        ("check order_noted",),
    ),
    Attack("order at a rate of zero", _draft("rate = 0"), ("check order_rate_above_zero",)),
)
LAWFUL_RATES = (
    Attack("correct a rate", updated(TABLE, "rate", "rate = 0.95, version = 2"), ()),
    Attack("set a rate of another day", copied(TABLE, "rate", "'day', '2026-01-01'"), ()),
    Attack(
        "note the invoice to come on what is issued",
        updated("orders_order", "issued", f"noted_number = 'R-1', {_NOTED}"),
        (),
    ),
    Attack("take the general rate", _draft(f"{_USD}, {_ON}, rate = 0.9"), ()),
    Attack("order at a rate of its own", _draft(f"currency = 'USD', rate_source = 'own', {_ON}, rate = 0.7"), ()),
)
