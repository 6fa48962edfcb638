"""Where the command line begins: the environment first, then Django, and only then the commands, which need both."""

from importlib import import_module

import django

from .ready import settle_environment


def main() -> None:
    """Run a command."""
    settle_environment()
    django.setup()
    import_module("counterfoil.interfaces.cli.commands").run()


if __name__ == "__main__":
    main()
