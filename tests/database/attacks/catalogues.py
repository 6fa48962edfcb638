"""The rows of every catalogue: each keeps its code and its beginning, is in use or retired, and is never gone."""

from collections.abc import Iterator

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue

from ..siege import Attack
from .writing import copied, updated

TABLES = tuple(one.table for one in CATALOGUES)


def _attacks(one: Catalogue) -> Iterator[Attack]:
    table, row, retired = one.table, one.subject, f"retired_{one.subject}"
    code_stays, says = f"trigger {row}_code_stays", "a row of a catalogue keeps its code and its beginning"
    frozen = f"trigger {row}_retired"
    yield Attack(
        f"have a second {row} of one code", copied(table, row, "'name', 'Another'"), (f"unique {row}_code_once",)
    )
    yield Attack(f"take the code of a retired {row}", copied(table, row, "'code', 'OLD'"), (f"unique {row}_code_once",))
    for code in ("a", "-A", "A-", "A B", "A" * 41, ""):
        sql = copied(table, row, f"'code', '{code}'")
        yield Attack(f"have a {row} of the code {code[:9] or 'nothing'}", sql, (f"check {row}_code_form",))
    yield Attack(f"give a {row} another code", updated(table, row, "code = 'NEW'"), (code_stays,), says)
    yield Attack(f"let a {row} begin earlier", updated(table, row, "added_at = '1999-01-01'"), (code_stays,), says)
    days = "valid_from = '2026-02-02', valid_through = '2026-02-01'"
    yield Attack(f"end a {row} before it begins", updated(table, row, days), (f"check {row}_validity",))
    since = f"check {row}_retired_since"
    yield Attack(f"retire a {row} at no moment", updated(table, row, "state = 'retired'"), (since,))
    yield Attack(f"say since when a {row} in use is retired", updated(table, row, "retired_at = now()"), (since,))
    yield Attack(f"restore a {row} that stays retired", updated(table, retired, "state = 'in_use'"), (since,))
    lost = updated(table, row, "state = 'lost'")
    yield Attack(f"lose a {row}", lost, (f"trigger {row}_states", since), f"{table} can not go from in_use to lost")
    begun = copied(table, row, "'code', 'NEW', 'state', 'retired', 'retired_at', now()")
    yield Attack(f"begin with a retired {row}", begun, (f"trigger {row}_states",), f"{table} can not begin as retired")
    yield Attack(
        f"rename a retired {row}",
        updated(table, retired, "name = 'Another'"),
        (frozen,),
        f"{table} is frozen since it is retired",
    )
    yield Attack(
        f"rename a {row} while it is restored",
        updated(table, retired, "state = 'in_use', retired_at = NULL, name = 'Another'"),
        (frozen,),
    )
    yield Attack(f"be rid of a {row}", f"DELETE FROM {table} WHERE id = %({row})s", (f"grant DELETE ON {table}",))
    yield Attack(
        f"give a {row} to another company",
        copied(table, row, "'company_id', %(their_company)s"),
        (f"wall of {table}",),
    )


def _lawful(one: Catalogue) -> Iterator[Attack]:
    table, row, retired = one.table, one.subject, f"retired_{one.subject}"
    yield Attack(f"have another {row}", copied(table, row, "'code', 'A/1-B.C_2'"), ())
    yield Attack(f"have a {row} of the longest code", copied(table, row, f"'code', '{'A' * 40}'"), ())
    yield Attack(f"rename a {row}", updated(table, row, "name = 'Another', version = 2"), ())
    day = "valid_from = '2026-02-02', valid_through = '2026-02-02'"
    yield Attack(f"have a {row} for one day", updated(table, row, day), ())
    yield Attack(f"retire a {row}", updated(table, row, "state = 'retired', retired_at = now()"), ())
    yield Attack(f"restore a {row}", updated(table, retired, "state = 'in_use', retired_at = NULL"), ())


def _out_of_range(subject: str, *percents: int) -> Iterator[Attack]:
    for percent in percents:
        sql = updated(f"catalogue_{subject}", subject, f"percent = {percent}")
        yield Attack(f"have a {subject} of {percent} per cent", sql, (f"check {subject}_percent",))


CATALOGUED = (
    *(attack for one in CATALOGUES for attack in _attacks(one)),
    *_out_of_range("discount", -101, 0, 1001),
    *_out_of_range("tax", -1, 101),
)
LAWFUL_CATALOGUED = tuple(step for one in CATALOGUES for step in _lawful(one))
