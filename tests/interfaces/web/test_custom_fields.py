"""Custom fields on pages: asked for in the settings, then typed and read on forms, records and contractors' pages."""

from html import unescape
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders.models import Order

from ...actions.customising import EVERY_KIND, every_kind, field, of_contractor, of_line, of_order, retired
from ...actions.test_custom_fields import READ
from ...cast import Cast, line
from .conftest import SignIn, form, speak

TYPED = {
    "fields.NUMBER": "12.5",
    "fields.FLAG": "no",
    "fields.LINE": "Shelf 7",
    "fields.TEXT": "Two\r\nlines",
    "fields.DAY": "2026-03-31",
    "fields.TIME": "14:30",
    "fields.MOMENT": "2026-03-31T09:00",
    "fields.CHOICE": "Blue",
}


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def saved(answer: Any) -> UUID:
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return UUID(answer["Location"].rpartition("/")[2].partition("?")[0])


@pytest.mark.req(166)
def test_a_field_that_is_added_on_its_page_is_on_the_next_form(cast: Cast, sign_in: SignIn) -> None:
    fay, rita = sign_in("fay"), sign_in("rita")
    assert "Where it is kept" not in page(rita, "/orders/new")
    typed = {"key": "k1", "code": "shelf", "name": "Where it is kept", "applies_to": "order", "kind": "choice"}
    answer = fay.post("/settings/custom-fields/new", typed | {"choices": "Cellar\nAttic", "position": "1"})
    row_id = saved(answer)
    shown = page(fay, f"/settings/custom-fields/{row_id}")
    for said in ("Where it is kept", "Orders", "Choice", "Cellar, Attic"):
        assert said in shown, said
    assert 'name="kind"' not in shown and 'name="applies_to"' not in shown
    asked = page(rita, "/orders/new")
    assert "Where it is kept" in asked and '<option value="Attic">Attic</option>' in asked
    order_id = saved(rita.post("/orders/new", form(cast, **{"fields.SHELF": "Attic"})))
    assert of_order(cast, order_id) == {"SHELF": "Attic"}


@pytest.mark.req(165)
def test_every_kind_is_typed_and_stands_in_the_form_again(cast: Cast, sign_in: SignIn) -> None:
    every_kind(cast)
    rita = sign_in("rita")
    order_id = saved(rita.post("/orders/new", form(cast, **TYPED)))
    said = of_order(cast, order_id)
    assert {name: value for name, value in said.items() if name != "MOMENT"} == {
        name: value for name, value in READ.items() if name != "MOMENT"
    }
    with scope.reading(cast.company_id):
        zone = cast.rita.company.timezone
    assert said["MOMENT"].astimezone(ZoneInfo(zone)).strftime("%H:%M") == "09:00"
    again = page(rita, f"/orders/{order_id}/edit")
    for typed in ("12.5", "Shelf 7", "2026-03-31", "14:30", "2026-03-31T09:00"):
        assert f'value="{typed}"' in again, typed
    assert '<option value="no" selected>' in again and '<option value="Blue" selected>' in again
    for kind in ('type="date"', 'type="time"', 'type="datetime-local"'):
        assert kind in again


def test_what_is_wrong_is_said_under_its_field_and_stays_typed(cast: Cast, sign_in: SignIn) -> None:
    every_kind(cast)
    field(cast, "SEAT", "number", applies_to="line")
    wrong = {"fields.NUMBER": "twelve", "fields.CHOICE": "Mauve", "lines-0-fields.SEAT": "front"}
    answer = sign_in("rita").post("/orders/new", form(cast, **wrong))
    assert answer.status_code == 422
    shown = unescape(answer.content.decode())
    assert 'id="fields.NUMBER-says"' in shown and 'id="lines-0-fields.SEAT-says"' in shown
    assert 'value="twelve"' in shown and 'value="front"' in shown
    answer = sign_in("rita").post("/orders/new", form(cast, **{"fields.CHOICE": "Mauve"}))
    assert answer.status_code == 422 and "This is none of its choices: Red, Blue." in unescape(answer.content.decode())


def test_a_form_begins_with_defaults_and_shows_groups(cast: Cast, sign_in: SignIn) -> None:
    field(cast, "KM", "number", default="1234.5", group="Travel")
    field(cast, "SEAT", "number", applies_to="line", default="3")
    shown = page(sign_in("rita"), "/orders/new")
    assert 'name="fields.KM" type="text" value="1,234.5"' in shown and '<h2 class="wide">Travel</h2>' in shown
    assert 'name="lines-0-fields.SEAT" type="text" value="3"' in shown
    speak(cast, "de")
    assert 'name="fields.KM" type="text" value="1.234,5"' in page(sign_in("rita"), "/orders/new")


def test_lines_have_their_own(cast: Cast, sign_in: SignIn) -> None:
    field(cast, "SEAT", "number", applies_to="line")
    rita = sign_in("rita")
    order_id = saved(rita.post("/orders/new", form(cast, **{"lines-0-fields.SEAT": "3"})))
    assert of_line(cast, order_id) == {"SEAT": 3}
    assert 'name="lines-0-fields.SEAT" type="text" value="3"' in page(rita, f"/orders/{order_id}/edit")


def test_a_retired_field_is_asked_for_no_more_and_still_read(cast: Cast, sign_in: SignIn) -> None:
    shelf = field(cast, "SHELF")
    order_id = cast.draft(fields={"SHELF": "Cellar 7"})
    retired(cast, shelf)
    rita = sign_in("rita")
    assert "fields.SHELF" not in page(rita, f"/orders/{order_id}/edit")
    assert "Cellar 7" in page(rita, f"/orders/{order_id}?tab=fields")


@pytest.mark.req(165)
def test_the_record_shows_them_beside_what_the_document_says(cast: Cast, sign_in: SignIn) -> None:
    field(cast, "SHELF", printed=True, group="Where")
    field(cast, "SEAT", "number", applies_to="line")
    order_id = cast.issued(fields={"SHELF": "Cellar 7"}, lines=[line(fields={"SEAT": 3})])
    fay = sign_in("fay")
    shown = page(fay, f"/orders/{order_id}?tab=fields")
    assert "Cellar 7" in shown and "<dt>Seat</dt>" in shown and "The document says" not in shown
    assert f'href="/orders/{order_id}/fields"' in shown
    asked = page(fay, f"/orders/{order_id}/fields")
    assert 'value="Cellar 7"' in asked and 'name="lines.0.fields.SEAT"' in asked
    typed = {"key": "k1", "version": "4", "fields.SHELF": "Attic", "lines.0.fields.SEAT": "4"}
    with scope.reading(cast.company_id):
        typed["version"] = str(Order.objects.get(id=order_id).version)
    assert fay.post(f"/orders/{order_id}/fields", typed).status_code == 302
    assert (of_order(cast, order_id), of_line(cast, order_id)) == ({"SHELF": "Attic"}, {"SEAT": 4})
    assert "The document says: Cellar 7" in page(fay, f"/orders/{order_id}?tab=fields")


def test_a_wrong_value_on_an_issued_order_is_said_under_its_field(cast: Cast, sign_in: SignIn) -> None:
    field(cast, "SEAT", "number", applies_to="line")
    order_id = cast.issued()
    typed = {"key": "k1", "version": "4", "lines.0.fields.SEAT": "front"}
    answer = sign_in("fay").post(f"/orders/{order_id}/fields", typed)
    assert answer.status_code == 422 and 'value="front"' in answer.content.decode()


def test_who_may_not_finds_no_form(cast: Cast, sign_in: SignIn) -> None:
    field(cast, "SHELF")
    order_id, draft = cast.issued(), cast.draft()
    assert sign_in("rita").get(f"/orders/{order_id}/fields").status_code == 403
    assert sign_in("fay").get(f"/orders/{draft}/fields").status_code == 409
    assert sign_in("mallory").get(f"/orders/{order_id}/fields").status_code in (403, 404)


def test_a_contractor_from_outside_sees_none(cast: Cast, sign_in: SignIn) -> None:
    field(cast, "SHELF")
    order_id = cast.issued(fields={"SHELF": "Cellar 7"})
    cleo = sign_in("cleo")
    for tab in ("fields", "jobs"):
        assert "Cellar 7" not in page(cleo, f"/orders/{order_id}?tab={tab}")


def test_a_contractor_is_added_and_changed_with_them(cast: Cast, sign_in: SignIn) -> None:
    field(cast, "TAXOFFICE", applies_to="contractor", required=True, is_personal=True)
    field(cast, "VIP", "flag", applies_to="contractor")
    rita = sign_in("rita")
    new = {"new-key": "k1", "new-name": "Zoe Lang", "new-code": "zoe", "new-currency": "EUR", "new-email": ""}
    assert 'name="new-fields.TAXOFFICE"' in page(rita, "/contractors/new")
    answer = rita.post("/contractors/new", new)
    assert answer.status_code == 409 and "Taxoffice has to be filled in." in unescape(answer.content.decode())
    answer = rita.post("/contractors/new", new | {"new-fields.TAXOFFICE": "Wien 1", "new-fields.VIP": "yes"})
    with scope.reading(cast.company_id):
        zoe = Contractor.objects.get(code="ZOE")
    assert of_contractor(cast, zoe.id) == {"TAXOFFICE": "Wien 1", "VIP": True}
    shown = page(rita, f"/contractors/{zoe.id}")
    assert "<dt>Taxoffice</dt>" in shown and 'value="Wien 1"' in shown
    typed = {"key": "k2", "version": str(zoe.version), "fields.TAXOFFICE": "Wien 2", "fields.VIP": ""}
    typed |= {"name": "Zoe Lang", "email": "", "address": "", "country": "", "currency": "EUR"}
    assert rita.post(f"/contractors/{zoe.id}/do/change", typed).status_code == 302
    assert of_contractor(cast, zoe.id) == {"TAXOFFICE": "Wien 2"}


def test_the_trail_says_each_value_by_the_name_of_its_field(cast: Cast, sign_in: SignIn) -> None:
    field(cast, "SHELF", name="Where it is kept")
    order_id = cast.draft(fields={"SHELF": "Cellar 7"})
    rita = sign_in("rita")
    assert saved(rita.post(f"/orders/{order_id}/edit", form(cast, version="1", **{"fields.SHELF": "Attic"})))
    shown = page(rita, f"/orders/{order_id}?tab=trail")
    assert "Where it is kept" in shown and "Cellar 7" in shown and "Attic" in shown


def test_a_company_without_any_says_how_to_begin(cast: Cast, sign_in: SignIn) -> None:
    assert "There are no custom fields yet." in page(sign_in("rita"), f"/orders/{cast.draft()}?tab=fields")
    with scope.reading(cast.company_id):
        assert not CustomField.objects.exists()
    assert EVERY_KIND
