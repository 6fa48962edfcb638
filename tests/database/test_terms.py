"""What terms are is said twice, in SQL and in Python, and both say the same."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.terms import read

from ..cast import Cast
from ..rules.test_terms import READ, REFUSED, terms


def in_sql(said: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT are_terms(%s)", [said])
        found: bool = cursor.fetchone()[0]
    return found


def in_python(said: str) -> bool:
    """Whether this is how terms are kept: they are read, and kept as they stand."""
    try:
        return str(read(said)) == said
    except PydanticCustomError:
        return False


@pytest.mark.req(127)
def test_every_case_of_reading_is_the_same_in_the_database(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        for said in (*READ, *READ.values(), *REFUSED, "rest: 30 days", "50%: 30 days", "1%: 1 days, 99%: rest"):
            assert in_sql(said) == in_python(said), said


@pytest.mark.req(127)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(terms(), st.integers(0, 200), st.sampled_from(["", "0", "9", "%", ",", " ", "rest: ", "day "]))
def test_terms_and_what_is_nearly_terms_are_the_same_in_both(cast: Cast, said: str, at: int, sign: str) -> None:
    """Terms as they are kept, and the same with one sign put in somewhere."""
    kept = str(read(said))
    bent = kept[:at] + sign + kept[at:]
    with scope.reading(cast.company_id):
        assert in_sql(kept)
        assert in_sql(bent) == in_python(bent), bent
