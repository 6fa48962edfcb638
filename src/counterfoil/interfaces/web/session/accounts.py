"""Sign-in by allauth: nobody signs up alone; people are invited into a company."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

from counterfoil.foundation.mail.placeholders import filled
from counterfoil.foundation.mail.wording import PASSWORD, wording

from .locales import locale_asked

SLOWED = 5
"""Seconds by which the answer to a try is late once an account has had too many wrong ones."""


class Accounts(DefaultAccountAdapter):
    """Closes the sign-up page; limits wrong passwords; names the configured address in mail, never the one that was asked."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Five wrong passwords lock the address out of that account; a hundred in an hour, from anywhere, slow every try.

        Nobody locks an account for its owner: whoever comes from elsewhere gets in, a little later.
        """
        super().pre_authenticate(request, **credentials)
        account = _account(credentials)
        self._tried = ratelimit.consume(request, app="allauth.account", action="login_failed_anywhere", key=account)
        if not self._tried:
            request.slowed = SLOWED  # type: ignore[attr-defined]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Of one address for one account, by whatever name the server was called."""
        return f"{ratelimit.get_ip(request)} {_account(credentials)}"

    def _rollback_login_failed_rl_usage(self) -> None:
        """The right password is no wrong one."""
        super()._rollback_login_failed_rl_usage()
        if self._tried:
            self._tried.rollback()

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Whoever asks may call the server by any name; the link goes where it was configured to go."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{settings.COUNTERFOIL_ADDRESS}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The link for a forgotten password in the language that they read in, or that their browser asks for."""
        name = urlsplit(settings.COUNTERFOIL_ADDRESS).netloc
        site = SimpleNamespace(name=name, domain=name)
        context = context | {"current_site": site}
        if link := context.get("password_reset_url"):
            says = wording(PASSWORD, context["user"].language or locale_asked(context["request"]))
            told = {"site": name, "link": link}
            context |= {"mail_subject": filled(says.subject, told), "mail_text": filled(says.text, told)}
        super().send_mail(template_prefix, email, context)


def _account(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email", credentials.get("username", ""))).strip().lower()
