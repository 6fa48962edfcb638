"""counterfoil company create: the first verb of every company."""

import json
from datetime import UTC, datetime

import click
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.models import User
from counterfoil.foundation.companies.queries import all_companies
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.trail.action import Via

from .ready import database


@click.group()
def company() -> None:
    """Companies of this server."""


@company.command()
@click.option("--slug", required=True, help="A short name for addresses and the command line.")
@click.option("--name", required=True)
@click.option("--currency", required=True, help="The currency it counts in, such as EUR.")
@click.option("--timezone", default="UTC", show_default=True)
@click.option("--locale", default="en", show_default=True)
@click.option("--billing-address", default="")
@click.option("--invoice-channel", default="", help="Where invoices are to be sent.")
@click.option("--owner-name", required=True)
@click.option("--owner-email", required=True)
@click.password_option("--owner-password", help="Asked for where it is not given.")
@click.option("--json", "as_json", is_flag=True)
def create(owner_password: str, as_json: bool, **given: str) -> None:
    """Make a company with its first owner, who then signs in and invites the others."""
    values = parsed(CompanyValues, given)
    _refuse_weak(owner_password)
    with database():
        known = {slug: company_id for company_id, slug, _sealed in all_companies()}
        if values.slug in known:
            click.echo(
                f"{values.slug} was already there; nothing was changed. `counterfoil company password` sets a password."
            )
            return
        founder = Founder(password=make_password(owner_password))
        made = create_company(by=founder, at=datetime.now(UTC), values=values, via=Via("cli"))
    click.echo(json.dumps(made) if as_json else f"{values.name} is there; {values.owner_email} can sign in.")


@company.command()
@click.argument("email")
@click.password_option(help="Asked for where it is not given.")
def password(email: str, password: str) -> None:
    """Set the password of the person with this EMAIL: the operator's way where no mail goes out."""
    _refuse_weak(password)
    with database():
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise NotFound("user")
        user.set_password(password)
        user.save()
    click.echo(f"{user.email} can sign in with it from now on.")


def _refuse_weak(password: str) -> None:
    """The same demands as at sign-in. Raises Invalid."""
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Invalid({"password": list(weak.messages)}) from None


def set_first_password(email: str, password: str) -> None:
    """Give a user a first password; one that is already set is kept."""
    user = User.objects.get(email=email)
    if not user.has_usable_password():
        user.set_password(password)
        user.save()
