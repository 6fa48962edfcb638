"""The statement of a contractor on its page, as PDF and as a table: for who works here and for the contractor."""

import io
import re
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from counterfoil.foundation.companies.actions.members import (
    Invitation,
    accept_membership,
    add_team,
    grant_role,
    invite_member,
    revoke_role,
)
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.parties.actions import (
    ContractorChanges,
    ContractorValues,
    add_contractor,
    change_contractor,
)
from counterfoil.insight.statement import filed
from counterfoil.interfaces.web.pages import statements

from ...actions import billing
from ...actions.test_credit_balances import credited
from ...actions.verb import WHY
from ...actions.writing_off import written_off
from ...cast import NOW, Cast
from .conftest import SignIn

MARCH = "?from=2026-03-01&to=2026-03-31"


def at(cast: Cast, query: str = MARCH, ending: str = "") -> str:
    return f"/contractors/{cast.contractor_id}/statement{ending}{query}"


def text(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


@pytest.mark.req(161)
@pytest.mark.parametrize("who", ["fay", "petra", "otto", "rita", "cleo"])
def test_both_sides_read_how_they_stand(cast: Cast, sign_in: SignIn, who: str) -> None:
    credited(cast)
    page = text(sign_in(who), at(cast))
    for words in ("Statement of account", "Invoice R-1", "Credit note G-1", "Payment", "PO-2026-00001", "-500.00"):
        assert words in page, words
    assert ("owed by you" in page) == (who == "cleo")
    assert "EUR 500.00 owed by" in page


def test_it_is_reached_from_the_contractors_page_and_by_the_contractor(cast: Cast, sign_in: SignIn) -> None:
    assert at(cast, "") in text(sign_in("fay"), f"/contractors/{cast.contractor_id}")
    cleo = sign_in("cleo")
    assert 'href="/statement"' in text(cleo, "/") and 'href="/statement"' not in text(sign_in("fay"), "/")
    assert cleo.get("/statement")["Location"] == at(cast, "")
    assert sign_in("fay").get("/statement").status_code == 404
    assert "Nothing is ordered or invoiced yet." in text(cleo, at(cast, ""))


def test_a_contractor_with_two_records_finds_both(cast: Cast, sign_in: SignIn) -> None:
    values = {"code": "CLEO3", "name": "Cleo's studio", "currency": "EUR", "member_id": cast.cleo.id}
    made = add_contractor(by=cast.olga, at=NOW, values=ContractorValues.model_validate(values))["id"]
    assert f"/contractors/{made}/statement" in text(sign_in("cleo"), at(cast))


def test_whose_sign_in_is_not_linked_is_told_whom_to_ask(cast: Cast, sign_in: SignIn) -> None:
    invitation = Invitation(name="Nell", email="nell@demo.example", role="contractor")
    invited = invite_member(by=cast.olga, at=NOW, invitation=invitation)
    accept_membership(by=member_of(cast.company_id, UUID(invited["id"])), at=NOW, secret=invited["secret"])
    assert "Ask whoever invited you." in text(sign_in("nell"), "/statement")


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_nobody_else_finds_it(cast: Cast, sign_in: SignIn, ending: str) -> None:
    billing.settled(cast)
    assert sign_in("mallory").get(at(cast, ending=ending)).status_code == 404
    assert sign_in("mallory").get(at(cast, f"{MARCH}&format=csv")).status_code == 404
    others = add_contractor(
        by=cast.olga, at=NOW, values=ContractorValues(code="ELSE", name="Somebody else", currency="EUR")
    )["id"]
    assert sign_in("cleo").get(f"/contractors/{others}/statement{ending}").status_code == 404
    assert sign_in("fay").get(f"/contractors/{uuid4()}/statement{ending}").status_code == 404


def test_a_manager_of_one_team_has_a_part_that_is_not_printed(cast: Cast, sign_in: SignIn) -> None:
    billing.settled(cast)
    sound = UUID(add_team(by=cast.olga, at=NOW, name="Sound")["id"])
    grant_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="manager", team_id=sound)
    revoke_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="approver", reason=WHY)
    bela = sign_in("bela")
    page = text(bela, at(cast))
    assert "This is a part of the statement." in page and "R-1" not in page and ".pdf" not in page
    assert bela.get(at(cast, ending=".pdf")).status_code == 404
    assert "This is a part" not in text(sign_in("rita"), at(cast))


def test_nothing_internal_is_told_the_contractor(cast: Cast, sign_in: SignIn) -> None:
    written = written_off(cast, billing.matched(cast, quantity="0.5"), reason="A secret reason")
    assert written["state"] == "standing"
    for address in (at(cast), at(cast, f"{MARCH}&format=csv")):
        answer: Any = sign_in("cleo").get(address)
        told = b"".join(answer).decode()
        assert "Written off" in told and "A secret reason" not in told and "Fay" not in told


def test_what_can_t_be_read_is_said_and_the_year_is_shown(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    wrong = fay.get(at(cast, "?from=2026-02-30"))
    assert wrong.status_code == 422 and "Write a day such as" in wrong.content.decode()
    assert "A period ends on the day" in text(fay, at(cast, "?from=2026-03-02&to=2026-03-01"))
    assert fay.get(at(cast, "?after=rubbish_&from=2026-03-01")).status_code == 200


def test_it_goes_on_by_key_with_the_balance_carried(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "PAGE", 3)
    credited(cast)
    fay, address, seen = sign_in("fay"), at(cast), []
    while address:
        page = text(fay, address)
        seen.append(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = at(cast, following[1]) if following else ""
    assert len(seen) == 2 and "Carried forward" in seen[1] and "Carried forward" not in seen[0]
    assert "Closing balance" in seen[1].split("<tbody>")[1] and "Closing balance" not in seen[0].split("<tbody>")[1]


@pytest.mark.req(161)
def test_it_is_a_table_that_no_spreadsheet_reckons(cast: Cast, sign_in: SignIn) -> None:
    billing.settled(cast, billing.matched(cast, number="=1+1"), reference="@SUM(A1)")
    answer: Any = sign_in("fay").get(at(cast, f"{MARCH}&format=csv"))
    assert answer["Content-Disposition"] == 'attachment; filename="statement-CLEO2-2026-03-01-2026-03-31.csv"'
    assert b"".join(answer).decode("utf-8-sig").splitlines() == [
        'Currency,Day,What happened,Document,Invoices,Our order,"Ordered, net",Amount,Balance',
        "EUR,2026-03-01,Opening balance,,,,,,0.00",
        "EUR,2026-03-02,Order,PO-2026-00001,,PO-2026-00001,1000.00,,0.00",
        "EUR,2026-03-02,Invoice,'=1+1,,PO-2026-00001,,1000.00,1000.00",
        "EUR,2026-03-02,Payment,'@SUM(A1),'=1+1,PO-2026-00001,,-1000.00,0.00",
        "EUR,2026-03-31,Closing balance,,,,,,0.00",
    ]


def test_a_table_of_several_currencies_begins_and_ends_each(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filed, "AT_ONCE", 1)
    for currency in ("EUR", "CHF", "USD"):
        billing.received(cast, None, number=f"X-{currency}", currency=currency)
    whole: Any = sign_in("fay").get(at(cast, f"{MARCH}&format=csv"))
    rows = [line.split(",") for line in b"".join(whole).decode().splitlines()[1:]]
    each = ["Opening balance", "Invoice", "Closing balance"]
    assert [(row[0], row[2]) for row in rows] == [(one, what) for one in ("CHF", "EUR", "USD") for what in each]
    quiet: Any = sign_in("fay").get(at(cast, "?from=2026-04-01&to=2026-04-30&format=csv"))
    rows = [line.split(",") for line in b"".join(quiet).decode().splitlines()[1:]]
    assert [(row[0], row[2]) for row in rows] == [(one, what) for one in ("CHF", "EUR", "USD") for what in each[::2]]
    assert "Nothing happened in this period." in text(sign_in("fay"), at(cast, "?from=2026-04-01&to=2026-04-30"))


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            [
                "Statement of account",
                "You owe us",
                "500.00 EUR",
                "opening balance",
                "Invoice R-1",
                "on order PO-2026-00001",
            ],
        ),
        ("de", ["Kontoauszug", "Sie schulden uns", "500,00 EUR", "Anfangssaldo", "Rechnung R-1", "Gutschrift G-1"]),
    ],
)
def test_it_is_printed_in_the_contractors_language(cast: Cast, sign_in: SignIn, language: str, says: list[str]) -> None:
    credited(cast)
    changes = ContractorChanges.model_validate({"language": language})
    change_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id, changes=changes)
    answer = sign_in("cleo").get(at(cast, ending=".pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="statement-CLEO2-2026-03-01-2026-03-31.pdf"'
    read = PdfReader(io.BytesIO(answer.content))
    printed = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
    assert [words for words in says if words.upper() not in printed.upper()] == []
    assert "pdfaid" in str(read.xmp_metadata and read.xmp_metadata.stream.get_data())
    assert answer.content == sign_in("fay").get(at(cast, ending=".pdf")).content, "the same gives the same bytes"


def test_what_is_too_long_to_print_says_what_to_do(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filed, "MOST_PRINTED", 2)
    billing.settled(cast)
    answer = sign_in("fay").get(at(cast, ending=".pdf"), follow=True)
    assert answer.redirect_chain[0][0] == at(cast)
    assert "more than 2 lines. Choose a shorter period" in answer.content.decode()


def test_its_page_takes_as_many_queries_for_few_lines_and_many(cast: Cast, sign_in: SignIn) -> None:
    fay, counted = sign_in("fay"), []
    billing.settled(cast, billing.matched(cast, quantity=9))
    for number in (0, 4):
        for each in range(number):
            billing.settled(cast, billing.matched(cast, number=f"M-{each}", quantity=each + 1))
        with CaptureQueriesContext(connection) as asked:
            fay.get(at(cast))
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 20, WHY
