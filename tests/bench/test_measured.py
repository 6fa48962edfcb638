"""What the bench says of its figures can be believed."""

import pytest

from bench.clients import Client
from bench.line import VERBS
from bench.measured import LEAST_NOISE, WAYS, Figure, Round, Run, figures, latencies
from bench.report import agreement, aligned


def _round(lines: int, seconds: float = 2.0, cpu: float = 1.0) -> Round:
    took = [[0.001 * (place + 1) for place in range(len(VERBS))] for _line in range(lines)]
    return Round([Client(lines, seconds, cpu, took)], {"web": cpu, "worker": 0.0, "postgres": cpu})


def _run(http: int, hand: int, guarded: int = 20) -> Run:
    lines = {"hand": hand, "guarded": guarded}
    return {way: [_round(lines.get(way.partition(" ")[0], http))] * 2 for way in WAYS}


def test_a_rate_is_lines_by_seconds_and_a_ratio_is_between_neighbours() -> None:
    found = figures(_run(http=10, hand=80))
    assert found["http 8 lines/s"].value == 5
    assert found["HTTP to SQL, 8 clients"].value == pytest.approx(0.125)
    assert found["guarded to SQL, 8 clients"].value == pytest.approx(0.25)
    assert found["HTTP to guarded, 1 client"].value == pytest.approx(0.5)
    assert found["one company to fifty"].value == 1


@pytest.mark.parametrize(("rounds", "noise"), [([10.0, 10.0, 10.0], LEAST_NOISE), ([8.0, 10.0, 12.0], 0.2)])
def test_noise_is_half_of_what_lies_between_the_rounds(rounds: list[float], noise: float) -> None:
    assert Figure.of(rounds).noise == pytest.approx(noise)


@pytest.mark.parametrize(("other", "agree"), [(11.0, True), (14.0, False)])
def test_two_runs_agree_within_their_noise(other: float, agree: bool) -> None:
    assert Figure(10.0, 0.1).agrees(Figure(other, 0.1)) == agree


def test_runs_that_lie_apart_are_named() -> None:
    told = agreement(_run(http=10, hand=80), _run(http=5, hand=80))
    assert "NO" in told and "further apart" in told
    assert "All agree" in agreement(_run(http=10, hand=80), _run(http=10, hand=80))


def test_percentiles_are_of_each_verb() -> None:
    assert latencies([_round(100)])["order.submit"] == pytest.approx((2.0, 2.0))


def test_columns_stand_under_each_other() -> None:
    assert aligned([["a", "12"], ["long", "3"]]) == "a     12\nlong   3"
