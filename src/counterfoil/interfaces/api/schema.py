"""Write the OpenAPI document beside this file: `python -m counterfoil.interfaces.api.schema`; `--check` compares."""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterfoil.config.settings")
django.setup()

from .app import api  # noqa: E402  (models can be imported only after the setup)

PLACE = Path(__file__).with_name("openapi.json")


def written() -> str:
    """The document as it is committed: the same text for the same code."""
    return json.dumps(api.get_openapi_schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the document, or with --check say whether it has drifted (1)."""
    if "--check" in sys.argv[1:]:
        drifted = not PLACE.exists() or PLACE.read_text() != written()
        sys.stderr.write(f"{PLACE.name} has drifted from the code: run this without --check\n" * drifted)
        return int(drifted)
    PLACE.write_text(written())
    return 0


if __name__ == "__main__":
    sys.exit(main())
