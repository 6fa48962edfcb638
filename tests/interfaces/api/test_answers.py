"""What Django and chance answer is a problem too."""

from typing import Any

import pytest
from django.test import Client

from counterfoil.lifecycle.orders import actions

from .conftest import ROOT, Callers, problem_of


@pytest.mark.parametrize("path", ["/nothing", "/orders/", "/", "/orders/1/2/3"])
def test_unknown_addresses(api: Callers, path: str) -> None:
    problem_of(api.rita.get(path), 404)
    problem_of(api.rita.post(path), 404)


def test_unknown_methods_name_the_known(api: Callers) -> None:
    answer = api.rita.send("PUT", "/orders")
    problem_of(answer, 405)
    assert {name.strip() for name in answer["Allow"].split(",")} == {"GET", "POST"}


def test_an_unknown_host(api: Callers) -> None:
    problem_of(Client(raise_request_exception=False).get(f"{ROOT}/orders", headers={"Host": "evil.example"}), 400)


def test_other_pages_keep_their_own_errors() -> None:
    assert Client().get("/nothing-here")["Content-Type"].startswith("text/html")


def test_a_fault_of_ours_says_nothing_of_itself(api: Callers, monkeypatch: Any, caplog: Any) -> None:
    def broken(**given: Any) -> None:
        raise RuntimeError("SELECT secret FROM vault")

    monkeypatch.setattr(actions, "create", broken)
    answer = api.rita.post("/orders", api.order_body())
    problem_of(answer, 500)
    assert b"vault" not in answer.content and "vault" in caplog.text


def test_nothing_is_kept_by_caches(api: Callers) -> None:
    assert api.rita.get("/orders")["Cache-Control"] == "no-store"
    order_id = api.cast.draft()
    assert api.rita.get(f"/orders/{order_id}")["Cache-Control"] == "private, no-cache"


def test_words_are_of_a_language_that_is_there_as_a_whole(api: Callers) -> None:
    answer = api.rita.get("/nothing", {"Accept-Language": "de"})
    problem_of(answer, 404)
    assert answer["Content-Language"] == "en"
