"""Instalments are an invoice's total, one after the other, and its due day is theirs."""

from ..siege import Attack
from .writing import copied, then, updated

_TABLE = "invoices_instalment"
_WHOLE = "'round', 2"
_STANDS = "instalments stand still once something of their invoice is paid, or it is ended"


def _again(of: str, changes: str = _WHOLE) -> str:
    """A second round of an invoice's one instalment."""
    return copied(_TABLE, f"{of}_instalment", changes)


INSTALMENTS = (
    Attack(
        "let less than an invoice be due",
        _again("disputed", f"{_WHOLE}, 'amount', 1"),
        ("trigger instalment_counted",),
        "the instalments of an invoice are together its total",
    ),
    Attack(
        "let more than an invoice be due",
        _again("disputed", "'position', 2, 'due_on', date '2030-01-01'"),
        ("trigger instalment_counted",),
        "the instalments of an invoice are together its total",
    ),
    Attack(
        "let nothing be due",
        _again("disputed", f"{_WHOLE}, 'amount', 0"),
        ("check instalment_amount", "trigger instalment_counted"),
    ),
    Attack(
        "date the instalments of a later round",
        _again("disputed", "'round', 3"),
        ("trigger instalment_counted",),
        "a round of instalments follows the one before it",
    ),
    Attack(
        "move the due day of what is being paid",
        _again("partly"),
        ("trigger instalment_counted",),
        _STANDS,
    ),
    Attack("move the due day of what is paid", _again("paid"), ("trigger instalment_counted",), _STANDS),
    Attack("move the due day of what is void", _again("void"), ("trigger instalment_counted",), _STANDS),
    Attack(
        "let instalments be due in another order than they stand",
        f"INSERT INTO {_TABLE} SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'round', 2, "
        "'position', place, 'amount', t.amount / 2, 'due_on', t.due_on - place))).* "
        f"FROM {_TABLE} t, generate_series(1, 2) AS place WHERE t.id = %(disputed_instalment)s",
        ("trigger instalment_counted",),
        "instalments are due one after the other, each on a day of its own",
    ),
    Attack(
        "let two instalments fall on one day",
        f"INSERT INTO {_TABLE} SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'round', 2, "
        "'position', place, 'amount', t.amount / 2))).* "
        f"FROM {_TABLE} t, generate_series(1, 2) AS place WHERE t.id = %(disputed_instalment)s",
        ("unique instalment_day_once", "trigger instalment_counted"),
    ),
    Attack(
        "write a round twice",
        _again("disputed", "'amount', 1, 'due_on', date '2030-01-01'"),
        ("unique instalment_once", "trigger instalment_counted"),
    ),
    Attack(
        "let an invoice be due by no terms",
        _again("disputed", f"{_WHOLE}, 'payment_terms', 'soon'"),
        ("check instalment_terms",),
    ),
    Attack(
        "let an invoice be due from no day on",
        _again("disputed", f"{_WHOLE}, 'runs_from', null"),
        ("check instalment_dated",),
    ),
    Attack(
        "rewrite an instalment",
        updated(_TABLE, "disputed_instalment", "due_on = '2030-01-01'"),
        (f"grant UPDATE ON {_TABLE}",),
    ),
    Attack(
        "take an instalment away",
        f"DELETE FROM {_TABLE} WHERE id = %(disputed_instalment)s",
        (f"grant DELETE ON {_TABLE}",),
    ),
    Attack(
        "say that an invoice is due later",
        updated("invoices_invoice", "disputed", "due_on = '2030-01-01'"),
        ("trigger invoice_due",),
        "the due day of an invoice follows its instalments",
    ),
    Attack(
        "match an invoice with another total than its instalments",
        then(
            updated("invoices_invoice", "lost", "total = total + 1"),
            updated("invoices_invoice", "lost", "state = 'matched'"),
        ),
        ("trigger invoice_due", "trigger invoice_unexcepted"),
        "an invoice goes on in instalments that are together its total",
    ),
)
LAWFUL_INSTALMENTS = (
    Attack("reckon the due day anew", _again("disputed", f"{_WHOLE}, 'due_on', date '2030-01-01'"), ()),
    Attack("reckon the due day of what is in order anew", _again("matched"), ()),
)
