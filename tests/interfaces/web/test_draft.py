"""The order form: typed in the reader's locale, kept when it is wrong, priced by the server while it is typed."""

from uuid import UUID, uuid4

import pytest

from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.orders import actions, queries
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.values import OrderChanges

from ...cast import NOW, Cast
from .conftest import SignIn, form, speak

MOMENTS = ["0001-01-01T00:00:00%2B23:59", "9999-12-31T23:59:59-23:59", "2026-03-02T09:00:00%2B23:59"]
"""What a cursor may say and PostgreSQL can't."""


def test_a_draft_is_saved_and_shown(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("rita").post("/orders/new", form(cast), follow=True)
    assert "EUR 6,000.00" in answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith("/orders/")


def test_the_same_form_sent_twice_makes_one_order(cast: Cast, sign_in: SignIn) -> None:
    client, typed = sign_in("rita"), form(cast)
    first, second = client.post("/orders/new", typed), client.post("/orders/new", typed)
    assert first["Location"] == second["Location"]
    with scope.reading(cast.company_id):
        assert Order.objects.count() == 1


def test_wrong_fields_say_so_and_keep_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    typed = form(cast, title="", contractor="Nobody", **{"lines-0-quantity": "ten", "lines-0-unit_price": "1.1234567"})
    answer = sign_in("rita").post("/orders/new", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a number such as 1,234.56." in page
    assert "At most 6 decimals are kept" in page
    assert "Choose a contractor from the list" in page
    assert 'value="Nobody"' in page and 'value="ten"' in page


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "Infinity", ""])
def test_a_quantity_must_be_a_number_above_zero(cast: Cast, sign_in: SignIn, quantity: str) -> None:
    answer = sign_in("rita").post("/orders/new", form(cast, **{"lines-0-quantity": quantity}))
    assert answer.status_code == 422
    assert 'id="lines-0-quantity-says"' in answer.content.decode()


def test_a_refusal_keeps_the_form_and_says_why(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("rita").post("/orders/new", form(cast, currency="USD"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "a rate is needed" in page and "Nothing was changed" in page and 'value="USD"' in page


def test_amounts_are_read_and_written_in_the_companys_locale(cast: Cast, sign_in: SignIn) -> None:
    speak(cast, "de")
    client = sign_in("rita")
    address = client.post("/orders/new", form(cast, **{"lines-0-unit_price": "1.234,56"}))["Location"]
    assert "12.345,60 EUR" in client.get(address).content.decode()
    assert 'value="1.234,56"' in client.get(f"{address}/edit").content.decode()
    answer = client.post("/orders/new", form(cast, **{"lines-0-unit_price": "1234.56"}))
    assert "Write a number such as 1.234,56." in answer.content.decode()


def test_the_total_is_computed_while_typing_by_the_servers_rule(cast: Cast, sign_in: SignIn) -> None:
    typed = form(cast, **{"lines-0-quantity": "0.333333", "lines-0-unit_price": "100"})
    page = sign_in("rita").post("/orders/preview", typed).content.decode()
    assert ">33.33<" in page and "EUR 33.33" in page


def test_lines_are_added_and_removed_without_saving(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    more = client.post("/orders/new", form(cast, do="add-line-")).content.decode()
    assert 'id="lines-1-text"' in more and 'value="Layout"' in more
    less = client.post("/orders/new", form(cast, do="remove-line-0")).content.decode()
    assert 'id="lines-0-text"' in less and 'value="Layout"' not in less
    with scope.reading(cast.company_id):
        assert not Order.objects.exists()


def test_pickers_find_contractors_and_their_engagements(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    assert "CLEO2 · Cleo" in client.get("/orders/contractors?contractor=cle").content.decode()
    assert "Catalogue" in client.get("/orders/engagements?contractor=CLEO2 · Cleo").content.decode()
    assert "Choose the contractor first" in client.get("/orders/engagements?contractor=zz").content.decode()


def test_a_contractor_is_meant_by_any_part_that_only_one_has(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    assert client.post("/orders/new", form(cast, contractor="leo2")).status_code == 302
    assert "Catalogue" in client.get("/orders/engagements?contractor=EO2").content.decode()
    offered = client.get("/orders/contractors?contractor=contRACT").content.decode()
    assert "CLEO · Cleo Contractor" in offered and "CLEO2" not in offered


def test_a_part_that_several_have_offers_them(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    answer = client.post("/orders/new", form(cast, contractor="LEO"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Which one do you mean?" in page
    assert 'name="meant" value="CLEO"' in page and 'name="meant" value="CLEO2"' in page
    chosen = client.post("/orders/new", form(cast, contractor="LEO", meant="CLEO2")).content.decode()
    assert 'value="CLEO2 · Cleo"' in chosen and ">Catalogue</option>" in chosen and 'value="Layout"' in chosen
    with scope.reading(cast.company_id):
        assert not Order.objects.exists()


def test_a_contractor_is_found_without_a_script(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("rita").post("/orders/new", form(cast, contractor="leo2", do="look")).content.decode()
    assert 'value="CLEO2 · Cleo"' in page and ">Catalogue</option>" in page


def test_without_contractors_or_engagements_the_form_says_how_to_add_them(cast: Cast, sign_in: SignIn) -> None:
    values = CompanyValues(
        slug="new",
        name="New",
        currency="EUR",
        timezone="Europe/Berlin",
        owner_name="Nora",
        owner_email="nora@demo.example",
    )
    made = create_company(by=Founder(), at=NOW, values=values)
    nora = sign_in("nora")
    assert "There is no contractor yet" in nora.get("/orders/new").content.decode()
    owner = member_of(UUID(made["id"]), UUID(made["owner"]))
    contractor = ContractorValues.model_validate({"code": "VERA", "name": "Vera", "currency": "EUR"})
    add_contractor(by=owner, at=NOW, values=contractor)
    assert "There is no contractor yet" not in nora.get("/orders/new").content.decode()
    assert "Vera has no engagement yet" in nora.get("/orders/engagements?contractor=vera").content.decode()
    page = nora.post("/orders/new", form(cast, contractor="vera", engagement_id="")).content.decode()
    assert "To the contractor's page" in page and "There is no contractor yet" not in page


def test_days_out_of_order_are_said_each_under_its_own_field(cast: Cast, sign_in: SignIn) -> None:
    days = {"starts_on": "2026-03-31", "ends_on": "2026-03-01"}
    line = {f"lines-0-{name}": value for name, value in days.items()}
    page = sign_in("rita").post("/orders/new", form(cast, title="", **days, **line)).content.decode()
    for name in ("ends_on", "lines-0-ends_on"):
        assert "The last day lies before the first." in page.split(f'id="{name}-says">')[1].split("</p>")[0]
    assert page.count("The last day lies before the first.") == 2


def test_days_that_are_none_are_said_each_under_its_own_field(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("rita").post("/orders/new", form(cast, starts_on="soon", ends_on="late")).content.decode()
    for name in ("starts_on", "ends_on"):
        assert "This must be a date" in page.split(f'id="{name}-says">')[1].split("</p>")[0]


def test_days_outside_the_orders_own_are_warned_of_and_saved(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    typed = form(cast, starts_on="2026-03-01", ends_on="2026-03-31", **{"lines-0-ends_on": "2026-04-01"})
    words = "These days lie outside the order&#x27;s own: Mar 1, 2026 – Mar 31, 2026."
    for address, more in (("/orders/preview", {}), ("/orders/new", {"do": "add-line-"})):
        assert client.post(address, typed | more).content.decode().count(words) == 1
    saved = client.post("/orders/new", typed)
    assert saved.status_code == 302 and words in client.get(saved["Location"]).content.decode()


@pytest.mark.parametrize(
    ("locale", "typed", "read"),
    [
        ("en", "1.000", "1"),
        ("en", "1,000", "1000"),
        ("en", "33.335", ""),
        ("en", "1000", ""),
        ("de", "1.000", "1000"),
        ("de", "1,000", "1"),
        ("fr", "1,000", "1"),
        ("fr", "0.125", ""),
    ],
)
def test_a_number_with_two_faces_is_read_by_the_locale_and_shown_back(
    cast: Cast, sign_in: SignIn, locale: str, typed: str, read: str
) -> None:
    speak(cast, locale)
    page = sign_in("rita").post("/orders/preview", form(cast, **{"lines-0-quantity": typed})).content.decode()
    said = page.split('id="lines-0-quantity-note"')[1].split("</p>")[0].partition(">")[2]
    assert said == (f"Read as {read}." if read else "")


@pytest.mark.parametrize(("typed", "part"), [("1.000", "1,0"), ("12.345", "12,345")])
def test_a_number_that_the_locale_leaves_open_is_refused(cast: Cast, sign_in: SignIn, typed: str, part: str) -> None:
    speak(cast, "fr")
    answer = sign_in("rita").post("/orders/new", form(cast, **{"lines-0-unit_price": typed}))
    whole = typed.replace(".", "")
    assert answer.status_code == 422
    assert f"“{typed}” has two meanings. Write {whole} or {part}." in answer.content.decode()


def test_a_stale_save_shows_both_versions_and_overwrites_nothing(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.draft()
    theirs = OrderChanges.model_validate({"title": "Autumn catalogue"})
    actions.change(by=cast.iris, at=NOW, order_id=order_id, changes=theirs)
    answer = sign_in("rita").post(f"/orders/{order_id}/edit", form(cast, title="Winter catalogue", version="1"))
    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Autumn catalogue" in page and "Winter catalogue" in page and 'name="version" value="2"' in page
    assert _title(cast, order_id) == "Autumn catalogue"


def test_an_order_that_is_no_draft_can_not_be_opened_for_changes(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("rita").get(f"/orders/{cast.pending()}/edit")
    assert answer.status_code == 409
    assert "only a draft can be changed" in answer.content.decode()


def test_who_may_not_draft_is_refused(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("otto").post("/orders/new", form(cast, key=str(uuid4())))
    assert answer.status_code == 403
    assert "Your roles do not allow this" in answer.content.decode()


@pytest.mark.parametrize("name", ["otto", "cleo"])
def test_who_may_not_draft_is_shown_no_form(cast: Cast, sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    for address in ("/orders/new", f"/orders/{cast.draft()}/edit"):
        for answer in (client.get(address), client.post(address, form(cast, do="add-line-"))):
            assert answer.status_code == 403 and "Your roles do not allow this" in answer.content.decode()


@pytest.mark.parametrize("typed", ["1e999999999", "1E5", "9" * 1_000_000, "1" * 61])
def test_numbers_beyond_all_measure(cast: Cast, sign_in: SignIn, typed: str) -> None:
    client = sign_in("rita")
    for name in ("quantity", "unit_price"):
        given = form(cast, **{f"lines-0-{name}": typed})
        assert ">–<" in client.post("/orders/preview", given).content.decode()
        answer = client.post("/orders/new", given)
        assert answer.status_code == 422 and "Write a number such as" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/orders?q=%00", "/orders?q=a%00b", "/find?q=%00", "/find/%00", "/orders/contractors?contractor=%00"]
    + ["/orders/engagements?contractor=%00", "/orders/engagements?contractor=a%00b&engagement_id=%00"]
    + [f"/orders?after={moment}_0193f000-0000-7000-8000-000000000000" for moment in MOMENTS],
)
def test_an_address_that_no_search_can_carry(cast: Cast, sign_in: SignIn, address: str) -> None:
    assert sign_in("rita").get(address).status_code in (200, 302)


def test_a_contractor_that_no_search_can_carry(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("rita").post("/orders/new", form(cast, contractor="\x00"))
    assert answer.status_code == 422 and "Choose a contractor from the list" in answer.content.decode()


def test_numbers_in_a_form_that_no_page_ever_wrote(cast: Cast, sign_in: SignIn) -> None:
    client, order_id = sign_in("rita"), cast.draft()
    assert client.post("/orders/new", form(cast, do="remove-line-" + "9" * 5_000)).status_code == 200
    assert client.post(f"/orders/{order_id}/edit", form(cast, version="9" * 5_000)).status_code == 302
    assert client.post(f"/orders/{order_id}/do/submit", {"key": "k", "version": "9" * 5_000}).status_code == 302


def test_notes_may_have_lines_as_a_browser_sends_them(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in("rita").post("/orders/new", form(cast, notes="one\r\ntwo")).status_code == 302


def _title(cast: Cast, order_id: UUID) -> str:
    with scope.reading(cast.company_id):
        return queries.visible(cast.rita).get(id=order_id).title
