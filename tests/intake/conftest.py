"""The cast of the verbs' tests, and files as somebody sends them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.intake.receiving import Sender, receive

from ..actions.conftest import _committed, cast
from ..cast import NOW, Cast

__all__ = ["_committed", "cast"]

Send = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def send(cast: Cast) -> Send:
    """Fay sends files, each by its name; we are their buyer, and unknown sellers are added."""
    return partial(sent, cast)


def sent(cast: Cast, who: str = "fay", key: str = "", we_are: str = "buyer", add: bool = True, **files: Any) -> Any:
    """What became of files that somebody sent."""
    content = [(name, text if isinstance(text, bytes) else text.encode()) for name, text in files.items()]
    return receive(content, Sender(cast.members[who], NOW, Via("api", key), we_are, add))
