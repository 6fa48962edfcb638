"""The audit tab of a record: who, when, which field from what to what, narrowed by person and by field in the address."""

import re
from typing import Any
from uuid import UUID

import pytest

from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ...actions.test_order_charges import full
from ...cast import NOW, Cast, line
from .conftest import SignIn
from .test_settings import text


def change(cast: Cast, order_id: UUID, who: str, **named: Any) -> None:
    changes = OrderChanges.model_validate(named)
    orders.change(by=cast.members[who], at=NOW, order_id=order_id, changes=changes)


@pytest.fixture
def order_id(cast: Cast) -> UUID:
    """A draft that Rita and Iris wrote at."""
    made = cast.draft(title="Spring catalogue")
    change(cast, made, "rita", title="Summer catalogue", notes="Mind the gap")
    change(cast, made, "iris", title="Autumn catalogue")
    change(cast, made, "iris", lines=[line(quantity=20)])
    return made


def entries(page: str) -> list[str]:
    """Each entry of the trail that is shown, as it reads."""
    found = re.findall(r'<li class="said said-.*?</li>(?=<li class="said said-|</ol>)', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", one) for one in found]


@pytest.mark.req(167)
def test_it_says_who_changed_which_field_from_what_to_what(cast: Cast, sign_in: SignIn, order_id: UUID) -> None:
    shown = entries(text(sign_in("rita"), f"/orders/{order_id}?tab=trail"))
    assert len(shown) == 4
    assert "Iris" in shown[1] and "Summer catalogue" in shown[1] and "Autumn catalogue" in shown[1]
    assert "Rita" in shown[2] and "Mind the gap" in shown[2]


@pytest.mark.req(167)
@pytest.mark.parametrize(
    ("asked", "who", "says"),
    [
        ("who={iris}", ["Iris", "Iris"], "2 of 4 entries."),
        ("field=orders_order.title", ["Iris", "Rita"], "2 of 4 entries."),
        ("field=orders_order.title&who={rita}", ["Rita"], "1 of 4 entries."),
        ("field=orders_revisionline.quantity", ["Iris"], "1 of 4 entries."),
        ("field=orders_order.currency", [], "0 of 4 entries."),
        ("who=nobody", [], "0 of 4 entries."),
    ],
)
def test_it_is_narrowed_by_person_and_field(
    cast: Cast, sign_in: SignIn, order_id: UUID, asked: str, who: list[str], says: str
) -> None:
    asked = asked.format(iris=cast.iris.id, rita=cast.rita.id)
    page = text(sign_in("rita"), f"/orders/{order_id}?tab=trail&{asked}")
    shown = entries(page)
    assert [next(name for name in ("Iris", "Rita") if name in one) for one in shown] == who
    assert says in page
    if "field=orders_order.title" in asked:
        assert all("catalogue" in one and "Mind the gap" not in one for one in shown)
    again = page.partition("version?seen=")[2].partition('"')[0]
    assert set(asked.split("&")) <= set(again.split("&")), "what brings the page up to date asks the same"


def test_what_can_be_asked_is_offered_once(cast: Cast, sign_in: SignIn, order_id: UUID) -> None:
    page = text(sign_in("rita"), f"/orders/{order_id}?tab=trail")
    assert page.count(">Title</option>") == 1
    assert page.count(f'value="{cast.iris.id}"') == 1


def test_a_contractor_has_no_audit(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in("cleo"), f"/orders/{cast.issued()}?tab=trail")
    assert (
        "audit-who" not in page and "tab=trail" not in page.partition("Parts of the record")[2].partition("</nav>")[0]
    )


def test_each_tab_says_how_much_is_in_it(cast: Cast, sign_in: SignIn, order_id: UUID) -> None:
    """The counts are links' words: jobs, the notes, and what was done; nothing where there is none yet."""
    page = text(sign_in("rita"), f"/orders/{order_id}")
    told = dict(re.findall(r'\?tab=(\w+)"[^>]*>[^<]+<span class="chip-count">(\d+)</span>', page))
    assert {name: told[name] for name in ("jobs", "invoices", "noted", "payments", "notes", "trail")} == {
        "jobs": "1",
        "invoices": "0",
        "noted": "0",
        "payments": "0",
        "notes": "1",
        "trail": "4",
    }
    assert 'aria-current="page"' in page.partition("?tab=jobs")[2].partition(">")[0]


@pytest.mark.req(156, 167)
def test_what_is_asked_for_is_said_in_the_currency_in_which_it_is_compared(cast: Cast, sign_in: SignIn) -> None:
    asked = entries(text(sign_in("rita"), f"/orders/{full(cast, cast.pending)}?tab=trail"))[0]
    assert "Asked for" in asked and "EUR 1,500.00" in asked
    assert "USD 1,200.00" in asked and "USD 1,500.00" not in asked
