"""The half line by API: from a draft to an issued order, and the ways back."""

import hashlib
import json

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import FileValues, file_document

from ...cast import NOW
from .conftest import Callers, problem_of


def _made(api: Callers, **more: object) -> str:
    return api.rita.post("/orders", api.order_body(**more)).json()["id"]


def _submitted(api: Callers, **more: object) -> tuple[str, str]:
    order_id = _made(api, **more)
    return order_id, api.rita.post(f"/orders/{order_id}/submit").json()["digest"]


def _approved(api: Callers) -> str:
    order_id, digest = _submitted(api)
    assert api.amir.post(f"/orders/{order_id}/approve", {"shown": digest}).json()["state"] == "approved"
    return order_id


def test_the_half_line(api: Callers) -> None:
    created = api.rita.post("/orders", api.order_body())
    assert created.status_code == 201 and created["ETag"] == '"1"'
    order_id = created.json()["id"]
    assert created["Location"] == f"/api/v1/orders/{order_id}"

    changed = api.rita.send("PATCH", f"/orders/{order_id}", {"title": "Summer catalogue"}, version=1)
    assert changed.status_code == 200 and changed["ETag"] == '"2"'

    submitted = api.rita.post(f"/orders/{order_id}/submit", version=2)
    assert submitted.json()["state"] == "pending"
    seen = api.amir.get(f"/orders/{order_id}").json()
    assert seen["shown"] == submitted.json()["digest"] and seen["title"] == "Summer catalogue"

    approved = api.amir.post(f"/orders/{order_id}/approve", {"shown": seen["shown"]})
    assert approved.json()["state"] == "approved"

    issued = api.iris.post(f"/orders/{order_id}/issue")
    assert issued.status_code == 200 and issued.json()["number"].endswith("-00001")

    whole = api.otto.get(f"/orders/{order_id}")
    assert whole["ETag"] == issued["ETag"]
    record = whole.json()
    assert record["state"] == "issued" and record["number"] == issued.json()["number"]
    assert record["totals"]["total"] == "1000.00" and record["money"]["authorised"] == "1000.00"
    assert record["lines"][0]["quantity"] == "10" and record["lines"][0]["limit"]["amount"] == "1000.00"
    assert [(step["member"]["name"], step["state"]) for step in record["approval"]["steps"]] == [("Amir", "given")]
    assert record["links"]["document_json"] == f"/api/v1/orders/{order_id}/document.json"


def test_two_approvers_from_five_thousand_on(api: Callers) -> None:
    order_id, digest = _submitted(api, lines=[{"text": "Photos", "quantity": 1, "unit": "EA", "unit_price": "5000"}])
    assert api.amir.post(f"/orders/{order_id}/approve", {"shown": digest}).json()["state"] == "pending"
    again = problem_of(api.amir.post(f"/orders/{order_id}/approve", {"shown": digest}), 403)
    assert [reason["key"] for reason in again["reasons"]] == ["approved_before"]
    assert api.bela.post(f"/orders/{order_id}/approve", {"shown": digest}).json()["state"] == "approved"


@pytest.mark.req(49)
def test_who_asked_does_not_approve(api: Callers) -> None:
    order_id, digest = _submitted(api)
    told = problem_of(api.rita.post(f"/orders/{order_id}/approve", {"shown": digest}), 403)
    assert "own_request" in [reason["key"] for reason in told["reasons"]]
    api.amir.post(f"/orders/{order_id}/approve", {"shown": digest})
    seen = api.rita.get(f"/orders/{order_id}").json()
    step = seen["approval"]["steps"][0]
    assert (seen["requester"]["name"], step["member"]["name"], seen["state"]) == ("Rita", "Amir", "approved")
    assert step["decided_at"] == seen["approved_at"]


def test_what_was_not_shown_is_not_approved(api: Callers) -> None:
    order_id, _digest = _submitted(api)
    refused = problem_of(api.amir.post(f"/orders/{order_id}/approve", {"shown": "0" * 64}), 409)
    assert [reason["key"] for reason in refused["reasons"]] == ["shown_is_not_current"]
    problem_of(api.amir.post(f"/orders/{order_id}/approve", {"shown": "\u0000"}), 422)
    problem_of(api.amir.post(f"/orders/{order_id}/approve"), 422)


def test_reject_revise_resubmit_recall_withdraw(api: Callers) -> None:
    order_id, _digest = _submitted(api)
    assert api.amir.post(f"/orders/{order_id}/reject", {"reason": "Too dear"}).json()["state"] == "rejected"
    assert api.rita.post(f"/orders/{order_id}/revise", {}).json()["state"] == "draft"
    assert api.rita.post(f"/orders/{order_id}/submit").json()["state"] == "pending"
    assert api.rita.post(f"/orders/{order_id}/recall").json()["state"] == "draft"
    digest = api.rita.post(f"/orders/{order_id}/submit").json()["digest"]
    api.amir.post(f"/orders/{order_id}/approve", {"shown": digest})
    assert api.rita.post(f"/orders/{order_id}/withdraw", {"reason": "Not yet"}).json()["state"] == "draft"
    problem_of(api.rita.post(f"/orders/{order_id}/recall"), 409)


@pytest.mark.req(66, 67)
def test_cancel_with_a_replacement(api: Callers) -> None:
    order_id = _approved(api)
    api.iris.post(f"/orders/{order_id}/issue")
    problem_of(api.rita.post(f"/orders/{order_id}/cancel", {"reason": "Wrong scope"}), 403)
    cancelled = api.iris.post(f"/orders/{order_id}/cancel", {"reason": "Wrong scope", "replace": True}).json()
    assert cancelled["state"] == "cancelled"
    fresh = api.rita.get(f"/orders/{cancelled['replacement']}").json()
    assert (fresh["replaces"], fresh["number"], fresh["state"]) == (order_id, None, "draft")
    kept = api.iris.get(f"/orders/{order_id}").json()
    assert kept["replaced_by"] == [fresh["id"]] and kept["number"] == cancelled["number"]
    assert api.iris.post(f"/orders/{_approved(api)}/issue").json()["number"] != kept["number"]


def test_a_verb_without_words_takes_no_words(api: Callers) -> None:
    order_id = _approved(api)
    told = problem_of(api.iris.post(f"/orders/{order_id}/issue", {"force": True}), 422)
    assert list(told["fields"]) == ["force"]


@pytest.mark.req(44)
def test_gates_say_whose_move_it_is(api: Callers) -> None:
    order_id, _digest = _submitted(api)
    seen = api.rita.get(f"/orders/{order_id}/gates").json()
    assert seen["stands_at"] == "approved"
    moves = {move["verb"]: move for move in seen["verbs"]}
    assert moves["order.recall"]["allowed"] and not moves["order.issue"]["allowed"]
    assert moves["order.issue"]["reasons"][0]["words"]


@pytest.mark.req(95)
def test_the_trace_names_every_step(api: Callers) -> None:
    order_id = _approved(api)
    api.rita.post(f"/orders/{order_id}/issue")
    trail = api.otto.get(f"/orders/{order_id}/trace").json()["trail"]
    assert [(entry["verb"], entry["outcome"]) for entry in trail] == [
        ("order.create", "done"),
        ("order.submit", "done"),
        ("order.approve", "done"),
        ("order.issue", "refused"),
    ]
    assert [entry["member"]["name"] for entry in trail] == ["Rita", "Rita", "Amir", "Rita"]
    assert all(entry["at"] and entry["words"] for entry in trail)


def test_the_frozen_document_is_what_was_hashed(api: Callers) -> None:
    order_id = _approved(api)
    problem_of(api.iris.get(f"/orders/{order_id}/document.json"), 404)
    digest = api.iris.post(f"/orders/{order_id}/issue").json()["document_sha256"]
    answer = api.iris.get(f"/orders/{order_id}/document.json")
    assert hashlib.sha256(answer.content).hexdigest() == digest and answer["ETag"] == f'"{digest}"'
    assert json.loads(answer.content)["total"] == "1000.00"
    assert api.iris.get(f"/orders/{order_id}/document.json", {"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_pdf_comes_when_it_is_rendered(api: Callers) -> None:
    order_id = _approved(api)
    digest = api.iris.post(f"/orders/{order_id}/issue").json()["document_sha256"]
    problem_of(api.iris.get(f"/orders/{order_id}/document"), 404)
    company_id, content = api.cast.company_id, b"%PDF-1.7 as rendered"
    stored = store.keep(company_id, content)
    values = FileValues(
        kind="order_pdf",
        name="PO.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=stored,
        made_from=digest,
        order_id=order_id,
    )
    file_document(by=system_member(company_id), at=NOW, values=values)
    answer = api.iris.get(f"/orders/{order_id}/document")
    assert answer["Content-Type"] == "application/pdf" and answer.content == content
