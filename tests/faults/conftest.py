"""One served product for all faults but that of a small disk, which has one of its own on it."""

from collections.abc import Iterator

import pytest

from .server import Server, server


@pytest.fixture(scope="package")
def one() -> Iterator[Server]:
    """Running, on a disk with room."""
    with server() as running:
        yield running
