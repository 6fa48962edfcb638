"""How members like to see their lists."""

from typing import Any

from django.db import models

from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within

from .member import Member


class View(Owned):
    """How a member has a list: a name, and the address that brings it back with filters, search, order and columns.

    The one without a name is the columns that they keep for the list; one of the others may be what it begins with.
    """

    member = Within(Member, related_name="+")
    list_name = plain(models.TextField())
    name = personal(models.TextField())
    address = personal(models.TextField(default=""))
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *owned("view"),
            Rule(name="view_stays", function="guard_view_stays", when="UPDATE"),
            models.UniqueConstraint(name="view_once", fields=["company_id", "member", "list_name", "name"]),
            models.UniqueConstraint(
                name="view_one_default",
                fields=["company_id", "member", "list_name"],
                condition=models.Q(is_default=True),
            ),
            models.CheckConstraint(
                name="view_default_named", condition=models.Q(is_default=False) | ~models.Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stored(self) -> dict[str, Any]:
        """What its verbs answer."""
        return {"id": str(self.id), "name": self.name, "is_default": self.is_default}
