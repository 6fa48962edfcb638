"""Each command answers in words and as data, exits 0, 1 or 2, and does no harm when run again."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from .conftest import OTTO, Run, argv, environment

pytestmark = pytest.mark.xdist_group("command line")


@pytest.mark.req(56)
def test_demo_goes_to_settled_money_a_closed_order_and_clean_books(sample: dict[str, object]) -> None:
    states = [step["answer"].get("state") for step in sample["steps"]]
    assert states[:5] == ["draft", "pending", "pending", "approved", "issued"]
    assert states[7:9] == ["disputed", "accepted"], "a price that a second person accepts"
    paid = ["released", "initiated", "failed", "released", "initiated", "settled"]
    assert states[9:] == [*paid, "closed"], "a payment that fails and is sent again"
    assert sample["verify"]["clean"] is True
    order, money = sample["trace"]["order"], sample["trace"]["money"]
    assert (order["state"], order["totals"]["total"]) == ("closed", "6060.00")
    assert (money["invoiced"], money["initiated"], money["settled"]) == ("6024.00", "6024.00", "6024.00")
    assert {gate["status"] for gate in sample["trace"]["gates"]} == {"done"}
    assert [document["kind"] for document in sample["trace"]["documents"]] == ["order_pdf"]
    assert all(entry["position"] for entry in sample["trace"]["trail"])


def test_every_step_of_the_demo_has_a_moment_of_its_own(sample: dict[str, object]) -> None:
    moments = [datetime.fromisoformat(entry["at"]) for entry in sample["trace"]["trail"] if entry["door"] == "demo"]
    assert len(moments) == len(sample["steps"])
    assert all(timedelta(minutes=1) <= after - before <= timedelta(hours=1) for before, after in pairwise(moments))
    assert datetime.now(UTC) - moments[-1] < timedelta(hours=1)


def test_demo_run_again_is_there_already(run: Run, sample: dict[str, object]) -> None:
    again = json.loads(run("demo", "--json").stdout)
    assert again["steps"] == sample["steps"]
    assert again["verify"]["orders"] == sample["verify"]["orders"]


def test_trace_in_words_and_as_data(run: Run, sample: dict[str, object]) -> None:
    number = sample["trace"]["order"]["number"]
    words = run("trace", number, *OTTO)
    assert words.returncode == 0
    assert "Approved by Amir and Bela." in words.stdout
    assert "ordered EUR 6,060.00" in words.stdout.replace("\xa0", " ") and "Icon set, 48 icons" in words.stdout
    assert "+00:00" not in words.stdout, "moments are in the reader's zone, as they write them"
    data = json.loads(run("trace", number.lower().replace("-", " "), *OTTO, "--json").stdout)
    assert data == sample["trace"]


def test_trace_of_another_company_finds_nothing(run: Run, sample: dict[str, object]) -> None:
    number = sample["trace"]["order"]["number"]
    done = run("trace", number, "--company", "globex", "--as", "mallory@globex.example")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no such order" in done.stderr


def test_verify_says_that_everything_agrees(run: Run, sample: dict[str, object]) -> None:
    done = run("verify", *OTTO)
    assert (done.returncode, "Everything agrees." in done.stdout) == (0, True)


def test_verify_is_for_those_who_may(run: Run, sample: dict[str, object]) -> None:
    done = run("verify", "--company", "demo", "--as", "rita@demo.example")
    assert done.returncode == 1
    assert "Your roles do not allow this." in done.stderr


def test_a_company_is_created_once(run: Run) -> None:
    given = ["--slug", "solo", "--name", "Solo", "--currency", "EUR", "--owner-name", "Sol"]
    given += ["--owner-email", "sol@solo.example", "--owner-password", "a-long-password"]
    first, again = run("company", "create", *given), run("company", "create", *given)
    assert (first.returncode, again.returncode) == (0, 0)
    assert "sol@solo.example can sign in" in first.stdout
    assert "was already there" in again.stdout


def test_the_operator_sets_a_password(run: Run, sample: dict[str, object]) -> None:
    assert run("company", "password", "rita@demo.example", "--password", "another-long-one").returncode == 0
    nobody = run("company", "password", "nobody@demo.example", "--password", "another-long-one")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert "There is no such user" in nobody.stderr


@pytest.mark.parametrize("password", ["short", "password1234", "1234567890"])
def test_a_weak_password_is_refused(run: Run, password: str) -> None:
    given = [
        "--slug",
        "weak",
        "--name",
        "Weak",
        "--currency",
        "EUR",
        "--owner-name",
        "W",
        "--owner-email",
        "w@weak.example",
    ]
    done = run("company", "create", *given, "--owner-password", password)
    assert (done.returncode, "password" in done.stderr) == (1, True)


def test_a_company_of_nonsense_is_refused_by_field(run: Run) -> None:
    given = ["--slug", "No Good", "--name", "X", "--currency", "XXX", "--owner-name", "Sol"]
    done = run("company", "create", *given, "--owner-email", "nobody", "--owner-password", "a-long-password")
    assert done.returncode == 1
    assert all(field in done.stderr for field in ("slug", "currency", "owner_email"))


def test_a_key_is_shown_once_and_works_in_no_more_than_its_scope(run: Run, sample: dict[str, object]) -> None:
    made = json.loads(
        run("key", "create", "--company", "demo", "--as", "edda@demo.example", "--name", "x", "--json").stdout
    )
    assert made["secret"].startswith(made["prefix"] + ".")


def test_a_key_for_another_one_is_a_services_and_nobodys_else(run: Run, sample: dict[str, object]) -> None:
    given = ("--company", "demo", "--as", "edda@demo.example", "--name", "x")
    done = run("key", "create", *given, "--service", "Rita")
    assert (done.returncode, done.stdout) == (1, "")
    assert run("key", "create", *given, "--for", "rita@demo.example").returncode == 2


def test_verify_says_whether_the_books_grow_from_a_head_that_was_noted(run: Run, sample: dict[str, object]) -> None:
    noted = json.loads(run("verify", *OTTO, "--json").stdout)["head"]
    grown = run("verify", *OTTO, "--head", noted)
    assert (grown.returncode, f"grow from the head that was noted: {noted}" in grown.stdout) == (0, True)
    other = run("verify", *OTTO, "--head", "0" * 64, "--json")
    assert (other.returncode, json.loads(other.stdout)["grows_from_noted"]) == (1, False)
    assert run("verify", *OTTO, "--head", "nonsense").returncode == 2


def test_wrong_usage_exits_2(run: Run) -> None:
    assert run("trace").returncode == 2
    assert run("nonsense").returncode == 2
    assert run("verify", "--as", "otto@demo.example").returncode == 2


def test_an_empty_home_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(argv("trace", "X", *OTTO), env=environment(tmp_path), capture_output=True, text=True)
    assert done.returncode == 1
    assert "There is no database yet." in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_prepare_prints_the_three_roles(run: Run) -> None:
    said = run("db", "prepare").stdout
    assert all(f"CREATE ROLE {role} LOGIN" in said for role in ("owner", "app", "keeper"))


def test_the_embedded_commands_leave_a_server_of_your_own_alone(home: Path) -> None:
    env = environment(home) | {"DATABASE_URL": "postgresql://app@localhost/x"}
    done = subprocess.run(argv("db", "stop"), env=env, capture_output=True, text=True)
    assert done.returncode == 2
    assert "a server of your own" in done.stderr


@pytest.mark.parametrize("command", [("demo",), ("serve", "--demo")])
def test_no_demo_in_a_server_of_your_own(home: Path, command: tuple[str, ...]) -> None:
    env = environment(home) | {"DATABASE_URL": "postgresql://app@localhost/x"}
    done = subprocess.run(argv(*command), env=env, capture_output=True, text=True)
    assert done.returncode == 2
    assert "refused with DATABASE_URL set" in done.stderr
