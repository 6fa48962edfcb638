"""Where the home is, and that the socket's folder does not hang on the session."""

import os
from pathlib import Path

import pytest

from counterfoil.server.places import ROOT_HOME, home, socket_folder

DEFAULT = ROOT_HOME if os.geteuid() == 0 else Path("/shared/counterfoil")


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"COUNTERFOIL_HOME": "/srv/orders", "XDG_DATA_HOME": "/shared"}, Path("/srv/orders")),
        ({"XDG_DATA_HOME": "/shared"}, DEFAULT),
    ],
)
def test_the_home_is_the_named_one_then_the_users(environ, path):
    found = home(environ)
    assert (found.path, found.database, found.documents) == (path, path / "database", path / "documents")


def test_the_socket_folder_is_the_same_from_every_session_and_another_for_other_data():
    desktop = socket_folder(Path("/srv/a"), 1000, {"XDG_RUNTIME_DIR": "/run/user/1000"})
    cron = socket_folder(Path("/srv/a"), 1000, {})
    assert desktop == cron
    assert cron != socket_folder(Path("/srv/b"), 1000, {})
    assert cron != socket_folder(Path("/srv/a"), 1001, {})
    assert socket_folder(Path("/srv/a"), 1000, {"COUNTERFOIL_RUNTIME": "/run/cf"}).parent == Path("/run/cf")
