"""Everybody's password, so that the cast can sign in through the page."""

from django.contrib.auth.hashers import make_password

from counterfoil.foundation.companies.models import User

PASSWORD = "nobody-guesses-this-47"
EMAILS = {"olga": "olga@demo.example", "mallory": "mallory@other.example"}


def give_passwords() -> None:
    """Give every user of the cast the same password, hashed once."""
    User.objects.update(password=make_password(PASSWORD))


def email_of(name: str) -> str:
    """The address somebody signs in with."""
    return EMAILS.get(name, f"{name}@demo.example")
