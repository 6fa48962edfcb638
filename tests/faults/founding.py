"""python -m tests.faults.founding SLUG: found a company of the bench on the server that the environment names, and print
what its clients know of it.

A process of its own: the tests' Django has another database.
"""

import json
import sys
from dataclasses import asdict
from importlib import import_module

import django

from counterfoil.interfaces.cli.ready import settle_environment


def main(slug: str) -> None:
    """Found it."""
    settle_environment()
    django.setup()
    founded = asdict(import_module("bench.people").company(slug))
    print(json.dumps(founded, default=str))  # noqa: T201  this is its answer


if __name__ == "__main__":
    main(sys.argv[1])
