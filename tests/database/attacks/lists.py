"""A view stays its member's, and a batch does once what was asked for, by whoever asked."""

from ..siege import Attack
from .writing import ONE, TWO, then, touched

_VIEW = (
    "INSERT INTO companies_view (id, company_id, member_id, list_name, name, address, is_default) "
    f"VALUES ('{ONE}', %(company)s, %(rita)s, 'orders', 'Mine', '', false)"
)
VIEWS = (
    Attack(
        "put a view among somebody else's",
        then(_VIEW, touched("companies_view", "member_id = %(amir)s")),
        ("trigger view_stays",),
        "a view stays with its member and its list",
    ),
    Attack(
        "begin a list with two views",
        then(_VIEW.replace("false", "true"), _VIEW.replace(ONE, TWO).replace("'Mine', '', false", "'Other', '', true")),
        ("unique view_one_default",),
    ),
    Attack("have two views of one name", then(_VIEW, _VIEW.replace(ONE, TWO)), ("unique view_once",)),
    Attack(
        "begin a list with what has no name",
        _VIEW.replace("'Mine', '', false", "'', '', true"),
        ("check view_default_named",),
    ),
)

_BATCH = (
    "INSERT INTO trail_batch (id, company_id, member_id, verb, given, number, rows_sha256, begun_at) "
    f"VALUES ('{ONE}', %(company)s, %(rita)s, 'order.close', '{{}}', 1, 'x', now())"
)
_ROW = (
    "INSERT INTO trail_batchrow (id, company_id, batch_id, position, subject_id, seen, outcome) "
    f"VALUES ('{TWO}', %(company)s, '{ONE}', 1, %(draft)s, '', 'waiting')"
)
_STAYS_ASKED = "a batch stays what was asked for, and once it is cancelled it is"
BATCHES = (
    Attack(
        "have a batch done by somebody else",
        then(_BATCH, touched("trail_batch", "member_id = %(fay)s")),
        ("trigger batch_stays",),
        _STAYS_ASKED,
    ),
    Attack(
        "let a cancelled batch go on",
        then(_BATCH, touched("trail_batch", "cancelled_at = now()"), touched("trail_batch", "cancelled_at = null")),
        ("trigger batch_stays",),
        _STAYS_ASKED,
    ),
    Attack(
        "put another thing in the place of one",
        then(_BATCH, _ROW, touched("trail_batchrow", "subject_id = %(issued)s", TWO)),
        ("trigger batchrow_stays",),
        "a row of a batch stays the thing that was asked for",
    ),
    Attack(
        "do a row of a batch once more",
        then(
            _BATCH,
            _ROW,
            touched("trail_batchrow", "outcome = 'refused'", TWO),
            touched("trail_batchrow", "outcome = 'waiting'", TWO),
        ),
        ("trigger batchrow_stays",),
        "what became of a row of a batch is said once",
    ),
)
