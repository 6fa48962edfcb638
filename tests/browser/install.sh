#!/usr/bin/env bash
# What browser tests need: a Chromium that is there, Debian's as root, else Playwright's own.
set -euo pipefail
bin=$1
chromium=${COUNTERFOIL_CHROMIUM:-/usr/bin/chromium}

if [ -x "$chromium" ]; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
  exit 0
fi
"$bin/playwright" install chromium >/dev/null || true
if ! "$bin/python" - <<'PYTHON' 2>/dev/null
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    playwright.chromium.launch().close()
PYTHON
then
  echo "The browser tests need Chromium and its libraries, and they are not here. Nothing was run." >&2
  echo "As root, run:  apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation" >&2
  exit 1
fi
