"""Files sent to the API: what each became, and the log in which everything stays."""

import pytest

from counterfoil.foundation.companies.actions.members import grant_role

from ...cast import NOW
from ...formats.ubl.samples import INVOICE, ORDER, changed
from .conftest import Caller, Callers, key_for, problem_of

ASKED = "/arrivals?we_are=buyer&add_parties=true&name=po-7.xml"
XXE = '<!DOCTYPE Order [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + changed(ORDER, "Shelf", "&e;")


@pytest.fixture
def fay(api: Callers) -> Caller:
    """Finance, by key."""
    return api.fay


def sent(caller: Caller, text: str | bytes = ORDER, path: str = ASKED, **more: object) -> object:
    """The answer to a file."""
    return caller.send("POST", path, text, media_type="application/xml", **more)


def test_a_file_becomes_what_it_is_and_is_found_again(fay: Caller) -> None:
    answer = sent(fay)
    assert (answer.status_code, answer.json()["became"]) == (201, "order")
    found = fay.get(answer["Location"].removeprefix("/api/v1")).json()
    assert found["words"] == "Loaded as order PO-7 of Joiner, up to 100.00 EUR."
    assert (found["name"], found["kind"], found["number"], found["reasons"]) == (
        "po-7.xml",
        "UBL 2.1 Order",
        "PO-7",
        [],
    )
    order = fay.get(f"/orders/{found['order_id']}").json()
    assert (order["origin"], order["engagement"], [one["name"] for one in order["arrivals"]]) == (
        *("loaded", None),
        ["po-7.xml"],
    )


def test_the_log_lists_everything_newest_first(fay: Caller) -> None:
    sent(fay)
    sent(fay)
    sent(fay, INVOICE)
    items = fay.get("/arrivals").json()["items"]
    assert [one["became"] for one in items] == ["invoice", "same", "order"]
    first = fay.get("/arrivals", limit=2).json()
    assert [one["became"] for one in fay.get("/arrivals", limit=2, after=first["next"]).json()["items"]] == ["order"]


def test_a_retried_key_answers_the_same(fay: Caller) -> None:
    first = sent(fay, key="k")
    assert sent(fay, key="k").json() == first.json()
    assert len(fay.get("/arrivals").json()["items"]) == 1
    other = sent(fay, changed(ORDER, "PO-7", "PO-8"), key="k")
    assert problem_of(other, 409)["reasons"][0]["key"] == "key_reused"


@pytest.mark.parametrize(
    ("content", "key"), [(XXE, "dtd"), (b"PK\x03\x04", "not_xml"), ("", "not_xml"), ("<html/>", "unknown")]
)
def test_what_is_no_document_is_refused_with_its_reason_and_stays_in_the_log(
    fay: Caller, content: str | bytes, key: str
) -> None:
    told = problem_of(sent(fay, content), 422)
    assert told["title"] == "Nothing was made of the file."
    assert [reason["key"] for reason in told["reasons"]] == [key]
    assert fay.get(f"/arrivals/{told['arrival']}").json()["became"] == "refused"


def test_a_key_without_the_files_verb_is_told_so_and_the_file_can_come_again(api: Callers, fay: Caller) -> None:
    """It is in the log, and nobody is told that the file's values are wrong."""
    narrow = Caller(key_for(api.cast.fay, "contractor.add", "document.keep"))
    told = problem_of(sent(narrow), 403)
    words = "Your roles, or the scopes of this key, do not allow order.load."
    assert (told["detail"], told["reasons"][0]["params"]) == (words, {"verb": "order.load"})
    assert fay.get(f"/arrivals/{told['arrival']}").json()["became"] == "refused"
    assert sent(fay).json()["became"] == "order"


def test_an_order_between_strangers_makes_nothing(fay: Caller) -> None:
    assert problem_of(sent(fay, path="/arrivals"), 422)["reasons"][0]["key"] == "neither_side"
    assert fay.get("/orders").json()["items"] == []


def test_more_than_five_megabytes_is_not_read(fay: Caller) -> None:
    assert sent(fay, bytes(50 * 1024 * 1024)).status_code == 413
    assert fay.get("/arrivals").json()["items"] == []


def test_another_company_sees_nothing_of_it(api: Callers, fay: Caller) -> None:
    where = sent(fay)["Location"].removeprefix("/api/v1")
    mallory = api.mallory
    assert mallory.get(where).status_code == 404
    assert mallory.get("/arrivals").json()["items"] == []


def test_a_contractor_sees_what_they_sent_themselves(api: Callers, fay: Caller) -> None:
    where = sent(fay)["Location"].removeprefix("/api/v1")
    cleo = api.cleo
    assert cleo.get(where).status_code == 404
    assert sent(cleo, INVOICE).status_code == 422
    assert [one["number"] for one in cleo.get("/arrivals").json()["items"]] == ["INV-1"]


def test_a_disagreement_is_settled_and_the_order_attached(api: Callers, fay: Caller) -> None:
    order_id = fay.get(sent(fay, changed(ORDER, ">40<", ">41<"))["Location"].removeprefix("/api/v1")).json()["order_id"]
    [finding] = fay.get(f"/orders/{order_id}").json()["findings"]
    assert finding["words"] == "Line 1: quantity times price gives 102.50 EUR, and 100.00 EUR is stated."
    assert fay.post(f"/findings/{finding['id']}/settle", {"reason": "As stated"}).json()["state"] == "settled"
    contractor_id = fay.get(f"/orders/{order_id}").json()["contractor"]["id"]
    grant_role(by=api.cast.olga, at=NOW, member_id=api.cast.fay.id, role="manager")
    engagement = api.olga.post("/engagements", {"contractor_id": contractor_id, "title": "Shelves"}).json()["id"]
    attached = fay.post(f"/orders/{order_id}/attach", {"engagement_id": engagement})
    assert (attached.status_code, attached["ETag"]) == (200, '"2"')
    assert fay.get(f"/orders/{order_id}").json()["engagement"]["name"] == "Shelves"


def test_who_we_are_is_said_once(fay: Caller) -> None:
    said = fay.send("PUT", "/contractors/identities", {"identities": [{"scheme": "vat", "value": "gb 1"}]})
    assert said.json()["identities"] == ["vat:GB1"]
    assert sent(fay, path="/arrivals?add_parties=true").json()["became"] == "order"
