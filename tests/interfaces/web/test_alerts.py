"""Alerts on the record, on the desk and in their list, and the choice of what one is told of."""

import re
from uuid import UUID, uuid4

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.alerts.kinds import KINDS
from counterfoil.lifecycle.alerts.models import Preference

from ...actions.billing import settled
from ...alerting import DAY, LATE, alerts, ended, raised, soon, unsent
from ...cast import NOW, Cast
from .conftest import SignIn


def tab_of(sign_in: SignIn, who: str, order_id: UUID) -> str:
    return sign_in(who).get(f"/orders/{order_id}?tab=alerts").content.decode()


def order_of(cast: Cast) -> UUID:
    """The order of the first alert."""
    return UUID(str(alerts(cast)[0].order_id))


@pytest.mark.req(168)
def test_the_order_shows_what_is_said_of_it(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = soon(cast)
    raised(cast)
    for who in ("fay", "rita", "otto"):
        page = tab_of(sign_in, who, order_of(cast))
        assert "Invoice R-1 of Cleo is due on Mar 4, 2026: EUR 1,000.00 is to be paid." in page
        assert f'href="/invoices/{invoice_id}"' in page and "Over since" not in page
    settled(cast, invoice_id)
    ended(cast)
    page = tab_of(sign_in, "fay", order_of(cast))
    assert "Invoice R-1 of Cleo was soon due, on Mar 4, 2026." in page and "is to be paid" not in page
    assert "Over since" in page and re.search(r'Alerts\s*<span class="chip-count">0</span>', page)


def test_the_list_of_all_is_found_where_nothing_is_said_too(cast: Cast, sign_in: SignIn) -> None:
    for page in (f"/orders/{cast.issued()}?tab=alerts", "/account"):
        assert 'href="/alerts?state=stands"' in sign_in("otto").get(page).content.decode()
    assert 'href="/account"' in sign_in("otto").get("/alerts").content.decode()


@pytest.mark.req(168)
def test_a_contractor_has_no_such_tab(cast: Cast, sign_in: SignIn) -> None:
    soon(cast)
    raised(cast)
    page = tab_of(sign_in, "cleo", order_of(cast))
    assert "tab=alerts" not in page and "is to be paid" not in page
    assert sign_in("cleo").get("/alerts").status_code == 404
    assert sign_in("cleo").get(f"/alerts/{alerts(cast)[0].id}").status_code == 404


def test_where_nothing_is_it_says_what_comes_there(cast: Cast, sign_in: SignIn) -> None:
    assert "There is nothing to be alerted of." in tab_of(sign_in, "fay", cast.issued())


@pytest.mark.req(168)
def test_the_desk_of_who_is_to_act_shows_it_until_it_is_over(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = soon(cast)
    raised(cast)
    said = "Invoice R-1 of Cleo is due on"
    assert [said in sign_in(who).get("/").content.decode() for who in ("fay", "petra", "rita", "iris", "otto")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    settled(cast, invoice_id)
    ended(cast)
    assert said not in sign_in("fay").get("/").content.decode()


@pytest.mark.req(168)
def test_who_caused_it_does_not_have_it_on_their_desk(cast: Cast, sign_in: SignIn) -> None:
    soon(cast)
    raised(cast, caused_by_id=cast.petra.id)
    assert "Invoice R-1 of Cleo" not in sign_in("petra").get("/").content.decode()


def test_of_many_the_desk_shows_the_newest_and_leads_to_all(cast: Cast, sign_in: SignIn) -> None:
    for _number in range(6):
        unsent(cast)
    raised(cast, NOW + 3 * DAY)
    page = sign_in("iris").get("/").content.decode()
    assert page.count("was issued on Mar 2, 2026 and not sent to Cleo.") == 5
    assert "/alerts?told=me" in page
    listed = sign_in("iris").get("/alerts?told=me&state=stands").content.decode()
    assert listed.count("was issued on Mar 2, 2026 and not sent to Cleo.") == 6


@pytest.mark.req(168)
def test_a_line_leads_to_what_it_is_about(cast: Cast, sign_in: SignIn) -> None:
    invoice_id, order_id = soon(cast), unsent(cast)
    raised(cast, LATE)
    where = {one.kind: sign_in("fay").get(f"/alerts/{one.id}")["Location"] for one in alerts(cast)}
    assert where == {"late": f"/invoices/{invoice_id}", "not_sent": f"/orders/{order_id}?tab=documents"}
    assert sign_in("mallory").get(f"/alerts/{alerts(cast)[0].id}").status_code == 404
    assert sign_in("fay").get(f"/alerts/{uuid4()}").status_code == 404


@pytest.mark.req(168)
def test_one_chooses_of_what_one_is_told(cast: Cast, sign_in: SignIn) -> None:
    soon(cast)
    raised(cast)
    page = sign_in("fay").get("/account").content.decode()
    assert "What you are told of" in page and page.count('name="by_mail"') == len(KINDS)
    answer = sign_in("fay").post("/account/alerts", {"on_desk": ["late"], "by_mail": ["late", "due"]})
    assert (answer.status_code, answer["Location"]) == (302, "/account#alerts")
    with scope.reading(cast.company_id):
        own = {one.kind: (one.on_desk, one.by_mail) for one in Preference.objects.all()}
    assert own["late"] == (True, True) and own["due"] == (False, True) and own["not_sent"] == (False, False)
    assert "Invoice R-1 of Cleo" not in sign_in("fay").get("/").content.decode()


def test_a_contractor_has_nothing_to_choose(cast: Cast, sign_in: SignIn) -> None:
    assert "What you are told of" not in sign_in("cleo").get("/account").content.decode()
    assert sign_in("cleo").post("/account/alerts", {"on_desk": ["late"]}).status_code == 403
