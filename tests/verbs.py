"""Every verb of the product, whichever files a test happens to have imported."""

from functools import cache
from importlib import import_module
from pathlib import Path

import counterfoil
from counterfoil.foundation.trail.action import VERBS, Verb

_ROOT = Path(counterfoil.__file__).parent


@cache
def every_verb() -> dict[str, Verb]:
    """The registry, after every `actions` of every room was imported."""
    for path in sorted(_ROOT.rglob("*.py")):
        if "actions" in (path.stem, path.parent.name):
            import_module(".".join(path.relative_to(_ROOT.parent).with_suffix("").parts).removesuffix(".__init__"))
    return VERBS
