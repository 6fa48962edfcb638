"""Mail in the language of whoever reads it: of an order, of an invitation, and of a forgotten password."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.test import Client

from counterfoil.formats.order_pdf import wording as printed
from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.actions import TemplateValues, set_template
from counterfoil.foundation.mail.invitations import worded
from counterfoil.foundation.mail.wording import INVITATION, ORDER, PASSWORD, languages, wording
from counterfoil.insight.policies.mail import Draft, draft
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.printing import issued

from ...cast import NOW, Cast
from .test_order_printed import speaks

GERMAN = "anbei erhalten Sie unsere Bestellung PO-2026-00001: Spring catalogue."


def begun(cast: Cast, order_id: UUID) -> Draft:
    """The mail of an order as its page begins it."""
    with scope.reading(cast.company_id):
        order = queries.visible(cast.iris).select_related("contractor").one(order_id)
        return draft(cast.iris, order, OrderCase(cast.iris, NOW, order=order).revision)


@pytest.mark.req(169)
def test_a_german_contractor_has_a_german_mail_with_a_german_document(cast: Cast) -> None:
    speaks(cast, "de")
    cast.again("iris")
    order_id = cast.issued()
    mail = begun(cast, order_id)
    assert mail.subject == "Bestellung PO-2026-00001 von Acme Studio"
    assert GERMAN in mail.text and "Sie beläuft sich auf 1.000,00 EUR." in mail.text and "{" not in mail.text
    with scope.reading(cast.company_id):
        page = issued(queries.visible(cast.iris).one(order_id), cast.iris.company)
    assert page.labels["title"] == "Bestellung"


@pytest.mark.parametrize(
    ("language", "locale", "begins"),
    [("", "de_AT", "Guten Tag Cleo"), ("en", "de_AT", "Hello Cleo"), ("", "fr", "Hello Cleo")],
)
def test_whose_language_a_mail_begins_in(cast: Cast, language: str, locale: str, begins: str) -> None:
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(locale=locale))
    if language:
        speaks(cast, language)
    cast.again("iris")
    assert begun(cast, cast.issued()).text.startswith(begins)


def test_the_companys_own_text_stands_in_every_language(cast: Cast) -> None:
    set_template(by=cast.olga, at=NOW, values=TemplateValues(subject="Order {number}", text="It is {total}."))
    speaks(cast, "de")
    cast.again("iris")
    mail = begun(cast, cast.issued())
    assert (mail.subject, mail.text) == ("Order PO-2026-00001", "It is 1.000,00 EUR.")


def test_an_invitation_is_in_the_companys_language_and_its_link_stands_once(cast: Cast) -> None:
    cast.olga.company.locale, cast.rita.name = "de_DE", "Rita {link}"
    says = worded(cast.olga, cast.rita)
    assert says["subject"] == "Olga lädt Sie zu Acme Studio ein"
    assert "Guten Tag Rita (link)," in says["text"] and says["text"].count("{link}") == 1


@pytest.mark.parametrize(
    ("own", "asked", "begins"),
    [
        ("", "de-AT,de;q=0.9", "Ein neues Passwort bei orders.acme.example"),
        ("", "en", "A new password at orders.acme.example"),
        ("de", "en", "Ein neues Passwort bei orders.acme.example"),
    ],
)
def test_a_forgotten_password_is_answered_in_the_readers_language(
    cast: Cast, settings: Any, own: str, asked: str, begins: str
) -> None:
    settings.COUNTERFOIL_SENDS_MAIL, settings.COUNTERFOIL_ADDRESS = True, "https://orders.acme.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cast.rita.user.language = own
    cast.rita.user.save()
    answer = Client(headers={"accept-language": asked}).post(
        "/accounts/password/reset/", {"email": cast.rita.user.email}
    )
    assert answer.status_code == 302
    (sent,) = outbox.outbox
    assert begins in sent.subject
    assert len(re.findall(r"https://orders\.acme\.example/\S+", str(sent.body))) == 1


@pytest.mark.parametrize("kind", [ORDER, INVITATION, PASSWORD])
def test_every_language_names_the_same_places(kind: str) -> None:
    def places(language: str) -> set[str]:
        says = wording(kind, language)
        return set(re.findall(r"\{(\w+)\}", says.subject + says.text))

    assert {frozenset(places(one)) for one in languages()} == {frozenset(places("en"))}


def test_mail_speaks_the_languages_in_which_orders_are_printed() -> None:
    assert languages() == printed.languages()
