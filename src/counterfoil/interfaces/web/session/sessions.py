"""Where a person is signed in: on which device, when it was last seen, and how that ends. Kept by allauth's user sessions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

SEEN = "seen"
"""The session's name for when it was last noted that it is in use."""
_NOTED_ANEW = timedelta(minutes=5)
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh|Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux|X11", "Linux"),
)
"""What a browser says of itself, and what people call it: the first that fits."""


@dataclass(frozen=True)
class ShownSession:
    """One session as its person reads it."""

    id: int
    device: str
    ip: str
    since: datetime
    seen: datetime
    here: bool


def seen(request: HttpRequest, at: datetime) -> None:
    """Note that the session is in use: once in five minutes, so that no page waits for it."""
    noted = parse_datetime(request.session.get(SEEN, ""))
    if noted is not None and at - noted < _NOTED_ANEW:
        return
    UserSession.objects.create_from_request(request)
    request.session[SEEN] = at.isoformat()


def of_person(request: HttpRequest) -> Sequence[ShownSession]:
    """The sessions of whoever asks: this one first, then as they were last seen. What is over is forgotten."""
    found = UserSession.objects.purge_and_list(cast(Any, request.user))
    shown = [
        ShownSession(
            one.pk,
            device(one.user_agent),
            one.ip,
            one.created_at,
            one.last_seen_at,
            one.session_key == request.session.session_key,
        )
        for one in found
    ]
    return sorted(shown, key=lambda one: (not one.here, -one.seen.timestamp(), one.id))


def end(request: HttpRequest, session_id: int) -> bool:
    """End one of the person's own other sessions. Says whether there was such a one."""
    one = _others(request).filter(pk=session_id).first()
    if one is not None:
        one.end()
    return one is not None


def end_others(request: HttpRequest) -> int:
    """End every session of the person's but this one. Says how many there were."""
    others = list(_others(request))
    for one in others:
        one.end()
    return len(others)


def device(agent: str) -> str:
    """A browser and its system in words: 'Firefox, Windows'."""
    words = [_first(agent, _BROWSERS), _first(agent, _SYSTEMS)]
    return ", ".join(filter(None, words)) or _("An unknown device")


def _others(request: HttpRequest) -> Any:
    own = UserSession.objects.filter(user_id=cast(Any, request.user).pk)
    return own.exclude(session_key=request.session.session_key)


def _first(agent: str, known: Sequence[tuple[str, str]]) -> str:
    return next((words for pattern, words in known if re.search(pattern, agent)), "")
