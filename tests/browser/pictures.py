"""Pictures of every page, phone and desktop, light and dark, empty, with few rows and many: `make pictures`."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import product
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import django
from playwright.sync_api import BrowserContext

from counterfoil.server.throwaway import throwaway_cluster
from tests.browser.chromium import chromium

SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
THEMES = ("light", "dark")
ROOT = Path(__file__).parents[2]


def take(address: str, staging: Any, folder: Path, wanted: Callable[[str], bool]) -> None:
    """Every wanted picture in both themes and sizes."""
    scenes = {name: scene for name, scene in staging.scenes().items() if wanted(name)}
    with chromium() as browser:
        for size, theme in product(SIZES, THEMES):
            for name, (person, page, prepare) in scenes.items():
                context = staging.signed_in(browser, address, person, theme, *SIZES[size])
                _one(context, f"{address}{page}", prepare, folder / f"{name}-{size}-{theme}.png")
                context.close()


def _one(context: BrowserContext, address: str, prepare: str, file: Path) -> None:
    page = context.new_page()
    page.goto(address)
    if prepare:
        page.evaluate(prepare)
    page.wait_for_timeout(150)
    page.screenshot(path=str(file), full_page=True)


@contextmanager
def stage() -> Iterator[tuple[str, Any]]:
    """A server with an empty database. Gives its address, and the module that fills it."""
    os.environ.setdefault("COUNTERFOIL_SECRET_KEY", "only-for-pictures-" + "x" * 40)
    os.environ["COUNTERFOIL_DOCUMENTS"] = mkdtemp(prefix="cf-pictures-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "counterfoil.config.settings"
    # Beside the event loop that Playwright keeps in this thread, nothing else runs.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with throwaway_cluster() as cluster:
        os.environ["DATABASE_URL"] = cluster.url("owner")
        django.setup()
        # Models can be imported only now, when Django knows its database.
        staging = import_module("tests.browser.staging")
        with staging.served(cluster.url("app")) as address:
            yield address, staging


def main(arguments: list[str]) -> None:
    """Take the pictures whose names contain one of the arguments, or all, and the one for the README."""
    folder = ROOT / "pictures"
    folder.mkdir(exist_ok=True)
    with stage() as (address, staging):
        take(address, staging, folder, lambda name: not arguments or any(part in name for part in arguments))
    shown = folder / "record-invoices-desktop-light.png"
    if shown.exists():
        target = ROOT / "docs" / "pictures" / "record.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(shown.read_bytes())


if __name__ == "__main__":
    main(sys.argv[1:])
