"""Which company a command works for, and as whom."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from uuid import UUID

import click
from django.conf import settings
from django.utils.translation import override

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import all_companies, company_named, member_by_email
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.written import written_by
from counterfoil.interfaces.web.wording import wording


def in_company(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command for one company has."""
    command = click.option("--json", "as_json", is_flag=True, help="Answer with data instead of words.")(command)
    command = click.option("--as", "email", required=True, metavar="EMAIL", help="The member to act as.")(command)
    return click.option("--company", "slug", help="The company's short name; needed where there are several.")(command)


def member(slug: str | None, email: str) -> Member:
    """The active member to act as. Raises NotFound."""
    found = member_by_email(company_id(slug), email)
    if found.state != Member.ACTIVE:
        raise NotFound("active member")
    return found


@contextmanager
def as_they_read(by: Member) -> Iterator[None]:
    """What is said in this block is in the member's language and hand, as on their pages; a service reads as its company."""
    own = by.user.language if by.user else ""
    with written_by(wording(by)), override(own) if own in dict(settings.LANGUAGES) else nullcontext():
        yield


def company_id(slug: str | None) -> UUID:
    """The named company, or the only one there is."""
    if slug:
        return company_named(slug)
    known = all_companies()
    if len(known) != 1:
        names = ", ".join(name for _company, name, _sealed in known) or "none yet"
        raise click.UsageError(f"Name a company with --company ({names}).")
    return known[0][0]
