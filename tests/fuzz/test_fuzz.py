"""Two thousand inputs for every reader here, a hundred thousand in `make fuzz`."""

import os
from collections import Counter
from pathlib import Path

import pytest

from .__main__ import report
from .child import LONGEST_SECONDS, MOST_BYTES, outcome_of
from .meaning import said
from .runs import fuzzed
from .seeds import READERS

ONCE = sorted((Path(__file__).parent / "once").iterdir())
SEED = os.environ.get("SEED") or "1"
KEYS = {"too_large", "not_xml", "encoding", "dtd", "too_deep", "unknown", "incomplete", "figure", "day"}


@pytest.mark.parametrize("reader", READERS)
def test_nothing_but_a_document_or_a_refusal_comes_out(reader: str, tmp_path: Path) -> None:
    done = fuzzed(reader, 2_000, SEED, tmp_path)
    assert done["failures"] == [], f"SEED={SEED}"
    outcomes = Counter(done["outcomes"])
    assert outcomes.total() == 2_000
    # Otherwise the inputs would say nothing of the reader.
    assert outcomes["read"] > 200 and len(outcomes) >= 7 and set(outcomes) <= {"read", *KEYS}
    assert done["slowest"] < LONGEST_SECONDS
    assert done["grown"] < MOST_BYTES


def test_every_refusal_is_met(tmp_path: Path) -> None:
    assert set(fuzzed("invoice", 2_000, "2", tmp_path)["outcomes"]) == {"read", *KEYS}


@pytest.mark.parametrize(
    ("fault", "said"), [("crashes", "ZeroDivisionError"), ("hangs", "TooSlowError"), ("grows", "MemoryError")]
)
def test_a_fault_is_found_and_its_input_kept(fault: str, said: str, tmp_path: Path) -> None:
    failures = fuzzed("order", 3_000, "1", tmp_path, f"tests.fuzz.broken:{fault}")["failures"]
    assert failures and all(said in failure for failure in failures)
    assert {failure.partition(":")[0] for failure in failures} == {str(file) for file in tmp_path.iterdir()}


def test_a_reader_that_ends_the_process_has_failed(tmp_path: Path) -> None:
    assert fuzzed("order", 1, "1", tmp_path, "tests.fuzz.broken:exits")["failures"] == ["order: "]


def test_the_same_seed_makes_the_same_inputs(tmp_path: Path) -> None:
    one, same, other = (fuzzed("receipt", 200, seed, tmp_path)["outcomes"] for seed in ("7", "7", "8"))
    assert one == same != other


def test_a_line_says_what_became_of_a_readers_inputs() -> None:
    done = {"reader": "order", "outcomes": {"dtd": 3, "read": 9}, "slowest": 0.0123, "grown": 3 * 1024**2}
    assert report(done) == "order                9 read, 3 dtd; slowest 0.012 s, grown by 3 MB"


@pytest.mark.parametrize("file", ONCE, ids=lambda file: file.name)
def test_what_failed_once_is_answered_now(file: Path) -> None:
    outcome, seconds = outcome_of(said, file.read_bytes())
    assert outcome in {"read", *KEYS}
    assert seconds < LONGEST_SECONDS
