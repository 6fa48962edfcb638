"""A list costs the same number of questions whatever its length."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from .conftest import Callers, seal


def _questions(api: Callers, **query: object) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert api.rita.get("/orders", **query).status_code == 200
    return len(asked)


def test_ten_orders_cost_what_one_costs(api: Callers) -> None:
    api.cast.draft()
    seal()
    _ = api.rita
    few = _questions(api), _questions(api, after_position=0)
    for _draft in range(9):
        api.cast.draft()
    seal()
    assert (_questions(api), _questions(api, after_position=0)) == few
