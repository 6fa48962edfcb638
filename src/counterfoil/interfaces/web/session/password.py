"""Forgotten passwords: a link by mail, or, where no mail goes out, whom to ask."""

import logging
from smtplib import SMTPException

from allauth.account import views as account
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


def reset(request: HttpRequest) -> HttpResponse:
    """The form that has a link sent. Without mail no link is made: it would lie in a log."""
    if not settings.COUNTERFOIL_SENDS_MAIL:
        return render(request, "account/password_without_mail.html")
    try:
        return account.password_reset(request)
    except (OSError, SMTPException):
        log.exception("a link for a forgotten password was not mailed")
        return render(request, "account/password_mail_down.html", status=503)
