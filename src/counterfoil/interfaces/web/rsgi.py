"""The web application for granian, which hands bodies on as they come: behind a front that waits for them."""

from typing import Any

from django.urls import is_valid_path

from counterfoil.config.wsgi import application as wsgi
from counterfoil.server.front import Front

from .middleware import most_body

THREADS = 16
"""Per web process. Each may hold a connection of the pool (COUNTERFOIL_POOL)."""
_WITHOUT_BODY = ("GET", "HEAD", "OPTIONS")


def wanted(environ: dict[str, Any]) -> bool:
    """Whether the application reads this body at all: not of a stranger to the API, not at no address, not beyond the limit."""
    path = environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
    if environ["REQUEST_METHOD"] in _WITHOUT_BODY or int(environ["CONTENT_LENGTH"]) > most_body(path):
        return False
    if path.startswith("/api/") and "HTTP_AUTHORIZATION" not in environ:
        return False
    return bool(is_valid_path(path))


application = Front(wsgi, wanted, THREADS)
