"""Sign-in by allauth: nobody signs up alone; people are invited into a company."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Accounts(DefaultAccountAdapter):
    """Closes the sign-up page."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
