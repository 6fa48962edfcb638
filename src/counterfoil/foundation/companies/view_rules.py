"""What a member's own views of lists may be. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason

MOST_VIEWS = 50
"""How many views of one list a member has at most: a menu that is longer is no menu."""


def save(name: str, taken: bool, number: int) -> list[Reason]:
    """A view has a name of its own among those of its list, and there is room for it."""
    reasons = [name_taken(name)] if taken else []
    if number >= MOST_VIEWS:
        sentence = _("You have %(number)s views of this list. Nothing was saved; remove one that you no longer use.")
        reasons.append(Reason("too_many_views", sentence, {"number": number}))
    return reasons


def name_taken(name: str) -> Reason:
    """Another view of the list is called so."""
    sentence = _(
        "You have a view “%(name)s” of this list already. Nothing was saved; replace it, or choose another name."
    )
    return Reason("view_name_taken", sentence, {"name": name})


def change(name: str, taken: bool) -> list[Reason]:
    """A new name is none of another view of the list."""
    return [name_taken(name)] if taken else []
