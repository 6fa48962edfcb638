"""The company's own page: how it is called and reached, how it writes, what orders name, and whether two people are needed."""

from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from babel.core import Locale
from babel.localedata import locale_identifiers
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.queries import how_many_in_use
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.companies.queries import count_of_approvers
from counterfoil.foundation.companies.rules import set_separation
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.queries import stands as mail_stands
from counterfoil.insight.verbs.available import asked
from counterfoil.lifecycle.orders.charge_rules import CODING_WORDS, coding_in_words

from ..forms.available import Attempt, ShownVerb, Suggested, answered, grouped, shown_verb
from ..forms.verb_forms import form_of
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, signed_in
from .pages import inside
from .thing import Fact, Thing, thing_page

FORMS = {"change": form_of("company.change"), "set": form_of("separation.set")}


@signed_in
def company(request: MemberRequest) -> HttpResponse:
    """What the company says of itself, for everybody who works here; an owner changes it."""
    return _page(request)


@signed_in
def do(request: MemberRequest, verb: str) -> HttpResponse:
    """Change it, or whether two people are needed."""
    return answered(
        request,
        FORMS,
        verb,
        {"company_id": inside(request).company_id},
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("own_company"),
    )


def separation_words(separation: bool, approvers: int) -> str:
    """What holds of who asks and who approves, in words."""
    if separation or approvers > 1:
        return _("two people: nobody approves what they asked for, and every later step has its own second person")
    return _(
        "one person alone may approve their own orders; each time it is marked, and it ends with a second approver"
    )


def discounts_words(sequential: bool) -> str:
    """What the second discount of an order is reckoned on."""
    return _("reckoned on what the first one left") if sequential else _("reckoned on the lines, as the first one")


def remittance_words(mailed: bool) -> str:
    """Whether contractors are told by mail what a payment pays."""
    if not mailed:
        return _("not mailed: contractors find them beside their payments")
    if not mail_stands():
        return _("mailed once a mail server is configured here; contractors find them beside their payments")
    return _("mailed to contractors who have an address, once a payment was sent")


def coding_words(required: Sequence[str]) -> str:
    """What every line of an order has to name, and what follows from it."""
    if not required:
        return _("nothing: a draft is submitted without a cost centre, an account or a project")
    sentence = _("%(what)s: a draft may lack it, and is not submitted before each of its lines has it")
    return sentence % {"what": coding_in_words(required)}


def zones() -> list[tuple[str, str]]:
    """The time zones to choose from."""
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name or name == "UTC"]


@cache
def locales() -> list[tuple[str, str]]:
    """The ways of writing to choose from, by language and country."""
    return sorted(((name, _called(name)) for name in locale_identifiers()), key=lambda one: one[1])


def _called(locale: str) -> str:
    """A locale in words. Only the names are looked up: to load a thousand locales for them takes seconds."""
    language, *parts = locale.split("_")
    names = Locale("en")
    inside = [names.territories.get(part) or names.scripts.get(part) or part for part in parts]
    words = names.languages.get(language, language)
    return f"{words} ({', '.join(inside)})" if inside else words


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = Company.objects.get(id=by.company_id)
        approvers, trail = count_of_approvers(found.id), happened(by, found.id)
        nowhere = _nowhere_to_pick(by, found.coding_required)
    off = [] if found.separation else set_separation(False, approvers)
    facts = [
        Fact(_("Name"), found.name),
        Fact(_("Short name on this server"), found.slug),
        Fact(_("Currency"), _("%(currency)s, for good") % {"currency": found.currency}),
        Fact(_("Country"), found.country or "–"),
        Fact(_("Time zone"), found.timezone.replace("_", " ")),
        Fact(_("Writes as in"), dict(locales()).get(found.locale, found.locale)),
        Fact(_("Billing address"), found.billing_address or _("none: no order is issued without one")),
        Fact(_("Invoices are sent to"), found.invoice_channel or _("nowhere: no order is issued without one")),
        Fact(_("Own keys"), _("everybody makes their own") if found.own_keys else _("nobody makes one for themselves")),
        Fact(_("Second discount"), discounts_words(found.sequential_discounts)),
        Fact(_("Remittance advices"), remittance_words(found.mails_remittances)),
        Fact(_("Every line of an order names"), coding_words(found.coding_required)),
        Fact(_("Asking and approving"), separation_words(found.separation, approvers)),
    ]
    notes = [*nowhere, *(reason.words for reason in off)]
    verbs = grouped([_change(request, found, attempt), _separate(request, found, attempt)])
    says = _("How it is called and reached; it is printed on orders.")
    thing = Thing(found.name, says, "settings", _("Settings"), facts, verbs, trail, notes)
    return thing_page(request, thing, attempt, status)


def _change(request: MemberRequest, found: Company, attempt: Attempt | None) -> ShownVerb:
    form = FORMS["change"]
    values = {one.name: _typed(getattr(found, one.name)) for one in form.fields}
    coding = [(name, str(words)) for name, words in CODING_WORDS.items()]
    begun = Suggested(values, {"timezone": zones(), "locale": locales(), "coding_required": coding})
    offered = asked("company.change", [], request.member)
    return shown_verb(form, offered, reverse("own_company_do", args=["change"]), found.id, attempt, begun)


def _separate(request: MemberRequest, found: Company, attempt: Attempt | None) -> ShownVerb:
    begun = Suggested({"on": _typed(found.separation)})
    offered = asked("separation.set", [], request.member)
    return shown_verb(FORMS["set"], offered, reverse("own_company_do", args=["set"]), found.id, attempt, begun)


def _nowhere_to_pick(by: Member, required: Sequence[str]) -> list[str]:
    """What is asked for and has no row in use: until there is one, nothing can be submitted. Called inside a scope."""
    in_use = how_many_in_use(by) if required else {}
    sentence = _(
        "Every line is to name %(what)s, and none is in use: add one to its list, else no draft can be submitted."
    )
    return [sentence % {"what": CODING_WORDS[name]} for name in required if not in_use.get(name.replace("_", ""))]


def _typed(value: str | bool | list[str]) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return value if isinstance(value, str) else "yes" if value else ""
