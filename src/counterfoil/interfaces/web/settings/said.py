"""What the entries of the settings say of a company now."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from counterfoil.foundation.catalogue.queries import how_many_in_use, newest_rate_day
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.companies.queries import how_many_people
from counterfoil.foundation.mail.queries import template_versions
from counterfoil.insight.policies.hiring import hiring_now
from counterfoil.insight.policies.programme import programme_now
from counterfoil.insight.policies.requisitions import requisitions_now
from counterfoil.insight.policies.write_offs import write_off_limit

from ..wording import wording


@dataclass(frozen=True)
class Facts:
    """What the entries say of a company. What several of them tell is read once, and then only where one asks."""

    by: Member

    @cached_property
    def in_use(self) -> dict[str, int]:
        """How many rows of each catalogue are in use."""
        return how_many_in_use(self.by)

    @cached_property
    def people(self) -> dict[str, int]:
        """How many members, invitations, teams and keys there are."""
        return how_many_people(self.by)

    @cached_property
    def worded(self) -> dict[str, int]:
        """Which version of each kind of mail's text is in force, where the company has its own."""
        return template_versions(self.by.company_id)


def version_words(version: int) -> str:
    """Which version holds, or that none was set yet."""
    return _now("version %(n)s") % {"n": version} if version else _now("not set yet")


def people(facts: Facts) -> str:
    """How many work here, and how many are invited."""
    n, invited = facts.people["members"], facts.people["invited"]
    words = ngettext("%(n)s member", "%(n)s members", n) % {"n": n}
    return _now("%(members)s, %(n)s invited") % {"members": words, "n": invited} if invited else words


def letterhead_words(company: Company) -> str:
    """What of it there is."""
    there = [(_now("logo"), company.logo_sha256), (_now("lines"), company.letterhead), (_now("terms"), company.terms)]
    return ", ".join(words for words, said in there if said) or _now("not set yet")


def rates(facts: Facts) -> str:
    """Of which day the newest rate is."""
    newest = newest_rate_day(facts.by)
    return _now("the newest of %(day)s") % {"day": wording(facts.by).day(newest)} if newest else _now("none yet")


def written_off_alone(facts: Facts) -> str:
    """Up to how much one alone writes off."""
    found = write_off_limit(facts.by)
    return wording(facts.by).money(found.amount, found.currency)


def hiring(facts: Facts) -> str:
    """Whether offers are reviewed."""
    return _now("offers are reviewed") if hiring_now(facts.by).offers_reviewed else _now("offers are sent as they are")


def programme(facts: Facts) -> str:
    """Whether purchase orders are used when hiring."""
    return str(programme_now(facts.by).mode_words)


def requisitions(facts: Facts) -> str:
    """Whether orders begin with a requisition."""
    return _now("every order has one") if requisitions_now(facts.by).requisitions_needed else _now("orders need none")


def policies_words(number: int) -> str:
    """How many match policies there are."""
    return ngettext("%(n)s policy", "%(n)s policies", number) % {"n": number} if number else _now("not set yet")
