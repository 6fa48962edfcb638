"""All settings on one page, in groups: what each says now, and the page on which it is read and changed.

A setting is here once it has a line in `GROUPS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.foundation.catalogue.queries import visible_policies
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.terms_words import words
from counterfoil.foundation.mail.models import ORDER, REMITTANCE
from counterfoil.insight.policies.approval import approval_version
from counterfoil.insight.policies.run_out import run_out_now
from counterfoil.lifecycle.orders.layouts import pattern_of

from ..session.member import MemberRequest, signed_in
from . import said
from .pages import HERE, inside
from .said import Facts


@dataclass(frozen=True)
class Setting:
    """One setting: the name of its page's address, what it is called, what it is for, and what it `says` now.

    `verb`, where it is named, shows the entry to those alone who may do it; `reads` to those alone who read that setting.
    """

    page: str
    words: Any
    teaches: Any
    says: Callable[[Facts], Any]
    verb: str = ""
    reads: str = ""

    def is_for(self, by: Member) -> bool:
        """Whether this member finds it here."""
        return (not self.verb or by.may(self.verb)) and (not self.reads or may_read(by.roles, self.reads))


@dataclass(frozen=True)
class Group:
    """Settings that belong together."""

    words: Any
    settings: Sequence[Setting]


@dataclass(frozen=True)
class Shown:
    """A setting as the page shows it."""

    setting: Setting
    says: str


def _catalogue(one: Catalogue) -> Setting:
    def says(facts: Facts) -> str:
        n = facts.in_use.get(one.subject, 0)
        return ngettext("%(n)s in use", "%(n)s in use", n) % {"n": n}

    return Setting(one.path, one.many, one.teaches, says)


GROUPS = (
    Group(
        _("Company"),
        (
            Setting(
                "own_company",
                _("Company"),
                _("Name, billing address, where invoices go, time zone and language; whether two people are needed."),
                lambda facts: facts.by.company.name,
            ),
            Setting(
                "letterhead",
                _("Letterhead"),
                _("What is printed on every order: your logo, the lines above, the terms below."),
                lambda facts: said.letterhead_words(facts.by.company),
            ),
            Setting(
                "ourselves",
                _("How documents know us"),
                _("The numbers and names that say of a file that we are its buyer."),
                lambda facts: "",
            ),
        ),
    ),
    Group(
        _("People"),
        (
            Setting(
                "members",
                _("Members"),
                _("Who works here and what each may, whom you have invited, and services."),
                lambda facts: said.people(facts),
            ),
            Setting(
                "teams",
                _("Teams"),
                _("Parts of the company, to which a manager can be narrowed."),
                lambda facts: str(facts.people["teams"]),
            ),
            Setting(
                "keys",
                _("Keys"),
                _("What programs sign in with: your own, and those of services."),
                lambda facts: _now("%(n)s in force") % {"n": facts.people["keys"]},
            ),
        ),
    ),
    Group(
        _("Purchasing"),
        (
            Setting(
                "approval_policy",
                _("Approval policy"),
                _("Who has to say yes before an order is issued, by its amount."),
                lambda facts: said.version_words(approval_version(facts.by)),
                reads="policy",
            ),
            Setting(
                "shared_orders",
                _("Shared orders"),
                _("Purchase orders from elsewhere that contracts share, and who may use which."),
                lambda facts: "",
            ),
            Setting(
                "programme",
                _("Purchase orders when hiring"),
                _("Whether a job post and an offer name one, for the company and for each team."),
                said.programme,
                reads="programme",
            ),
            Setting(
                "hiring_policy",
                _("Hiring"),
                _("What has to be approved before a contractor is asked."),
                said.hiring,
                reads="hiringpolicy",
            ),
            Setting(
                "requisition_policy",
                _("Requisitions"),
                _("Whether an order begins with a requisition that was approved."),
                said.requisitions,
                reads="requisitionpolicy",
            ),
            Setting(
                "run_out_policy",
                _("Orders that run out"),
                _("What is done once an order is used up or past its last day, and how early it is said."),
                lambda facts: said.version_words(run_out_now(facts.by).version),
                reads="runoutpolicy",
            ),
            Setting(
                "layout",
                _("Number layout"),
                _("How the numbers of your orders look."),
                lambda facts: pattern_of(facts.by.company_id),
                reads="layout",
            ),
            Setting(
                "mail_template",
                _("Mail of an order"),
                _("How the mail begins by which an order goes to its contractor, and whether mail goes out from here."),
                lambda facts: said.version_words(facts.worded.get(ORDER, 0)),
                reads="mailtemplate",
            ),
            Setting(
                "remittance_template",
                _("Mail of a remittance advice"),
                _("How a contractor is told by mail what a payment pays, once it was sent."),
                lambda facts: said.version_words(facts.worded.get(REMITTANCE, 0)),
                reads="mailtemplate",
            ),
            Setting(
                "payment_terms",
                _("Payment terms"),
                _("When the invoices of contractors are due who have no terms of their own."),
                lambda facts: words(facts.by.company.payment_terms),
            ),
            Setting(
                "rates",
                _("Exchange rates"),
                _("What other currencies are worth in your own, by the day: typed, or the European Central Bank's."),
                lambda facts: said.rates(facts),
            ),
            Setting(
                "match_policies",
                _("Matching"),
                _("What invoices are compared with, and how far they may lie off."),
                lambda facts: said.policies_words(visible_policies(facts.by).order_by().count()),
                reads="matchpolicy",
            ),
            Setting(
                "routes",
                _("Exceptions: who looks after them"),
                _("Whose each kind of exception is at first, and in how many working days it is due."),
                lambda facts: "",
                reads="route",
            ),
            Setting(
                "write_off_limit",
                _("Write-offs"),
                _("Up to what amount one person alone settles something without money."),
                said.written_off_alone,
                reads="writeofflimit",
            ),
        ),
    ),
    Group(_("Lists to pick from"), tuple(_catalogue(one) for one in CATALOGUES)),
)
"""Every setting, in the order in which a company is set up."""


@signed_in
def settings(request: MemberRequest) -> HttpResponse:
    """All settings in groups, each with what it says now."""
    by = inside(request)
    with scope.reading(by.company_id):
        groups = _shown(Facts(by))
    return render(request, "web/settings/overview.html", {"groups": groups, "here": "settings"} | HERE)


def _shown(facts: Facts) -> list[tuple[Group, list[Shown]]]:
    """The groups that have something for this member. Called inside a scope."""
    seen = [
        (group, [Shown(one, str(one.says(facts))) for one in group.settings if one.is_for(facts.by)])
        for group in GROUPS
    ]
    return [(group, settings) for group, settings in seen if settings]
