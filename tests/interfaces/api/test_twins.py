"""The same amount twice on one day, through the API: confirmed once, and told with both payments."""

import pytest

from ...actions.billing import released
from ...actions.test_payment_confirm_twin import colleague, release, second
from .conftest import Callers, problem_of


@pytest.mark.req(84)
def test_it_is_confirmed_by_one_and_told_of_both(api: Callers) -> None:
    first = str(released(api.cast))
    answer = api.fay.send("POST", f"/payments/{first}/twins", {"reason": "Two parts of one job"})
    assert (answer.status_code, answer.json()["amount"], answer.json()["day"]) == (201, "1000.00", "2026-03-02")
    problem = problem_of(api.fay.send("POST", f"/payments/{first}/twins", {"reason": "Once more"}), 409)
    assert [one["key"] for one in problem["reasons"]] == ["confirmed_already"]
    made = release(api.cast, second(api.cast), by=colleague(api.cast))["id"]
    for payment_id in (first, made):
        (word,) = api.fay.get(f"/payments/{payment_id}").json()["twins"]
        assert (word["payment_id"], word["covers_id"], word["reason"]) == (first, made, "Two parts of one job")
        assert api.cleo.get(f"/payments/{payment_id}").json()["twins"] == []
    problem_of(api.otto.send("POST", f"/payments/{made}/twins", {"reason": "Mine"}), 403)
