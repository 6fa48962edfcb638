"""The one way in which tests and pictures start a browser: Debian's Chromium, the named one, or Playwright's own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--font-render-hinting=none",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium for the length of a block."""
    path = os.environ.get("COUNTERFOIL_CHROMIUM", "/usr/bin/chromium")
    given = {"executable_path": path} if Path(path).exists() else {}
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=[*_QUIET, *root], **given)
        try:
            yield browser
        finally:
            browser.close()
