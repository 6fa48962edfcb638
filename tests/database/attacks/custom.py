"""Custom fields and their values: what a field is stays, and no value is anything else than what its field holds."""

from collections.abc import Iterator

from ..siege import Attack
from .writing import copied, updated

TABLES = ("orders_value", "orders_linevalue", "parties_contractorvalue")
_OF = {"orders_value": "ordervalue", "orders_linevalue": "linevalue", "parties_contractorvalue": "contractorvalue"}
_FIELD = "catalogue_customfield"
_STAYS = ("trigger customfield_stays",)
_KEPT = "a custom field keeps what it is on, what it holds and how its values are kept"
_BEGINS = "a custom field begins with what it can hold"
_FITS, _STANDS = ("trigger ordervalue_fits",), ("trigger ordervalue_stands",)
_HOLDS, _WORDS = "a value is kept as what its field holds", "words are of the field's own kind, or one of its choices"
_WORDLESS = "'number', NULL, 'flag', NULL, 'day', NULL, 'time', NULL, 'moment', NULL"


def _value(field: str, changes: str = "'id', gen_random_uuid()", source: str = "filled_value") -> str:
    """Another value of the filled draft, of this field."""
    return copied("orders_value", source, f"'field_id', %({field})s, {changes}")


def _fields() -> Iterator[Attack]:
    for name, change in (
        ("move a custom field to lines", "applies_to = 'line'"),
        ("make a number of a line", "kind = 'number'"),
        ("keep as personal what was plain", "is_personal = true"),
    ):
        yield Attack(name, updated(_FIELD, "line_field", change), _STAYS, _KEPT)
    for kind, text in (
        ("number", "seven"),
        ("number", "1e5"),
        ("flag", "maybe"),
        ("day", "2026-02-30"),
        ("time", "25:00"),
        ("moment", "2026-03-02T09:00:00"),
    ):
        sql = copied(_FIELD, "line_field", f"'code', 'NEW', 'kind', '{kind}', 'default', '{text}'")
        yield Attack(f"begin a {kind} with {text}", sql, _STAYS, _BEGINS)
    begun = updated(_FIELD, "choice_field", "\"default\" = 'Mauve'")
    yield Attack("begin a choice with none of its own", begun, _STAYS, _BEGINS)
    on = copied(_FIELD, "line_field", "'code', 'NEW', 'applies_to', 'invoice'")
    yield Attack("have a custom field on invoices", on, ("check customfield_applies_to",))
    of = copied(_FIELD, "line_field", "'code', 'NEW', 'kind', 'float'")
    yield Attack("have a custom field of floats", of, ("check customfield_kind",))
    yield Attack(
        "have a choice of nothing", updated(_FIELD, "choice_field", "choices = '{}'"), ("check customfield_choices",)
    )
    chosen = updated(_FIELD, "line_field", "choices = '{Red}'")
    yield Attack("have choices of a line", chosen, ("check customfield_choices",))


def _values() -> Iterator[Attack]:
    yield Attack("keep a number in a field of words", _value("line_field"), _FITS, _HOLDS)
    words = f"{_WORDLESS}, 'words', 'seven'"
    yield Attack("keep words in a field of numbers", _value("other_number_field", words), _FITS, _HOLDS)
    yield Attack("keep plainly what is personal", _value("private_field"), _FITS, _HOLDS)
    hidden = "'number', NULL, 'personal_number', 7"
    yield Attack("keep as personal what is plain", _value("other_number_field", hidden), _FITS, _HOLDS)
    yield Attack("choose what is no choice", _value("choice_field", f"{_WORDLESS}, 'words', 'Mauve'"), _FITS, _WORDS)
    broken = f"{_WORDLESS}, 'words', E'two\\nlines'"
    yield Attack("break a line in two", _value("line_field", broken), _FITS, _WORDS)
    yield Attack("say nothing in words", _value("line_field", f"{_WORDLESS}, 'words', ' '"), _FITS, _WORDS)
    long = f"{_WORDLESS}, 'words', repeat('x', 201)"
    yield Attack("say more than a line has room for", _value("line_field", long), _FITS, _WORDS)
    placed = "a value stands where its field does"
    yield Attack("say of an order what is said of lines", _value("field_on_lines"), _FITS, placed)
    on_line = copied("orders_linevalue", "filled_line_value", "'field_id', %(other_number_field)s")
    yield Attack("say of a line what is said of orders", on_line, ("trigger linevalue_fits",), placed)
    on_them = copied(
        "parties_contractorvalue", "contractor_value", "'field_id', %(line_field)s, 'contractor_id', %(contractor)s"
    )
    yield Attack("say of contractors what is said of orders", on_them, ("trigger contractorvalue_fits",), placed)
    retired = "nothing is typed into a field that is retired"
    yield Attack("fill in a field that is retired", _value("ended_field"), _FITS, retired)
    other = updated("orders_value", "filled_value", "field_id = %(other_number_field)s")
    yield Attack("let a value be that of another field", other, _FITS, "a value stays with its field")
    yield Attack(
        "say nothing in a row", updated("orders_value", "filled_value", "number = NULL"), (*_FITS, _one("ordervalue"))
    )


def _one(name: str) -> str:
    return f"check {name}_one_value"


def _of_each() -> Iterator[Attack]:
    for table, row in (
        ("orders_value", "filled_value"),
        ("orders_linevalue", "filled_line_value"),
        ("parties_contractorvalue", "contractor_value"),
    ):
        name = _OF[table]
        yield Attack(f"say two things in one {name}", updated(table, row, "flag = true"), (_one(name),))
        yield Attack(
            f"say a {name} twice",
            copied(table, row, "'flag', NULL"),
            (f"unique {name}_once",),
        )
    moved = copied(
        "orders_linevalue", "filled_line_value", "'field_id', %(other_field_on_lines)s, 'order_id', %(other)s"
    )
    yield Attack("say of an order's line what is another order's", moved, ("key linevalue_same_order",))


def _standing() -> Iterator[Attack]:
    printed = "what is printed stands still until the order is issued"
    ended = "what a cancelled order says stays"
    yield Attack(
        "print what nobody approved", updated("orders_value", "filled_pending_value", "number = 8"), _STANDS, printed
    )
    gone = "DELETE FROM orders_value WHERE id = %(filled_pending_value)s"
    yield Attack("print less than was shown", gone, _STANDS, printed)
    more = copied("orders_value", "filled_value", "'order_id', %(pending)s")
    yield Attack("print more than was shown", more, _STANDS, printed)
    yield Attack(
        "say otherwise of what is cancelled",
        updated("orders_value", "filled_cancelled_value", "number = 8"),
        _STANDS,
        ended,
    )
    of_line = updated("orders_linevalue", "filled_cancelled_line_value", "number = 8")
    yield Attack("say otherwise of a line of what is cancelled", of_line, ("trigger linevalue_stands",), ended)
    needed = copied(_FIELD, "number_field", "'code', 'NEEDED', 'required', true")
    again = f"{updated('orders_order', 'pending', 'state = $$draft$$')}; {needed}; "
    again += updated("orders_order", "pending", "state = 'pending'")
    filled = "what has to be filled in is filled in before an order is submitted"
    yield Attack("submit without what is needed", again, ("trigger order_filled",), filled)
    lined = copied(_FIELD, "field_on_lines", "'code', 'NEEDED', 'required', true")
    yield Attack("submit a line without what is needed", again.replace(needed, lined), ("trigger order_filled",))


def _lawful() -> Iterator[Attack]:
    yield Attack("fill in a number", _value("other_number_field"), ())
    yield Attack("fill in a personal number", _value("private_field", "'number', NULL, 'personal_number', 7"), ())
    yield Attack("choose one of the choices", _value("choice_field", f"{_WORDLESS}, 'words', 'Blue'"), ())
    yield Attack("empty a field of a draft", "DELETE FROM orders_value WHERE id = %(filled_value)s", ())
    yield Attack("edit what is issued", updated("orders_value", "filled_issued_value", "number = 8"), ())
    other = copied("orders_value", "filled_value", "'order_id', %(pending)s, 'field_id', %(other_number_field)s")
    yield Attack("fill in what is not printed while it waits", other, ())
    yield Attack("offer another choice", updated(_FIELD, "choice_field", "choices = '{Red,Green}'"), ())
    needed = copied(_FIELD, "number_field", "'code', 'LATER', 'required', true, 'valid_from', '2999-01-01'")
    again = f"{updated('orders_order', 'pending', 'state = $$draft$$')}; {needed}; "
    again += updated("orders_order", "pending", "state = 'pending'")
    yield Attack("submit without what is needed one day", again, ())


CUSTOM = (*_fields(), *_values(), *_of_each(), *_standing())
LAWFUL_CUSTOM = tuple(_lawful())
