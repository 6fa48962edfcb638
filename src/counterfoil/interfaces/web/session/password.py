"""Forgotten passwords: a link by mail, or, where no mail goes out, whom to ask."""

from allauth.account import views as account
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def reset(request: HttpRequest) -> HttpResponse:
    """The form that has a link sent. Without mail no link is made: it would lie in a log."""
    if not settings.COUNTERFOIL_SENDS_MAIL:
        return render(request, "account/password_without_mail.html")
    return account.password_reset(request)
