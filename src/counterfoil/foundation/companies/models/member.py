"""Who is in a company, and what each may."""

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Func

from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Rows, Within

from ..hands import Hands
from ..narrowing import APPROVING, OF_EVERYBODY, WHOLE
from ..permissions import APPROVERS, BOUNDED, OWNER, PERMISSIONS, SERVICE_ROLES, SERVICE_VERBS, SYSTEM
from .company import Company, Team, User

if TYPE_CHECKING:
    from .key import ApiKey


class Member(Owned):
    """A person in a company, or the company itself acting by its policies (`system`).

    A `service` member stands for a platform or a tool: it has no sign-in, acts by keys alone, and never gives its word.
    """

    INVITED, ACTIVE, GONE = "invited", "active", "gone"

    company = models.ForeignObject(
        Company, models.PROTECT, from_fields=["company_id"], to_fields=["id"], related_name="+"
    )
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = personal(models.TextField())
    email = personal(models.EmailField(default=""))
    state = plain(models.TextField(default=INVITED))
    service = models.BooleanField(default=False)

    api_key: "ApiKey | None" = None

    class Meta:
        constraints = [
            *owned("member"),
            Rule(name="member_person", function="guard_member_person"),
            models.UniqueConstraint(
                name="member_once", fields=["company_id", "email"], condition=models.Q(service=False)
            ),
            models.UniqueConstraint(
                name="service_once", fields=["company_id", "name"], condition=models.Q(service=True, state="active")
            ),
            models.CheckConstraint(
                name="service_no_sign_in", condition=models.Q(service=False) | models.Q(user__isnull=True, email="")
            ),
            models.CheckConstraint(name="member_state", condition=models.Q(state__in=["invited", "active", "gone"])),
        ]
        indexes = [models.Index(name="member_user", fields=["user"])]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of the roles this member has, anywhere: by these they see. What they do goes by `roles_for`."""
        return frozenset(right.role for right in self.rights.all())

    @cached_property
    def _rights(self) -> "list[Right]":
        return list(self.rights.all())

    def rights_for(self, verb: str, *others: str) -> "list[Right]":
        """The rights that count while one of these verbs is done: a right that names verbs counts for no other."""
        return [right for right in self._rights if right.counts_for(verb, *others)]

    def roles_for(self, verb: str, *others: str) -> frozenset[str]:
        """The roles of these rights."""
        return frozenset(right.role for right in self.rights_for(verb, *others))

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Every verb that their rights carry."""
        return frozenset(verb for verb, may in PERMISSIONS.items() if may & self.roles_for(verb))

    @property
    def approves(self) -> bool:
        """Whether they may approve anything, or let money go: whoever does is a second person."""
        return bool(APPROVERS & self.roles_for(*APPROVING))

    @cached_property
    def team_ids(self) -> frozenset[Any]:
        """The teams that this member's roles are narrowed to."""
        return frozenset(right.team_id for right in self.rights.all() if right.team_id)

    def reaches(self, role: str, amount: Decimal, *verbs: str) -> bool:
        """Whether one of their rights that count for these verbs carries this role up to this amount (company's currency)."""
        having = [one for one in self.rights_for(*verbs) if one.role == role]
        return any(one.most is None or amount <= one.most for one in having)

    def most(self, role: str, *verbs: str) -> Decimal | None:
        """Up to what amount they do these verbs by a role by which they do them: None where there is no bound."""
        bounds = [one.most for one in self.rights_for(*verbs) if one.role == role]
        return None if None in bounds else max((one for one in bounds if one is not None), default=None)

    @cached_property
    def colleagues(self) -> "list[Member]":
        """The active people of the company by name, with their rights: read once, where a refusal says who could."""
        active = Member.objects.within(self.company_id).filter(state=self.ACTIVE, service=False)
        return list(active.prefetch_related("rights").order_by("name", "id"))

    def others_for(self, role: str, amount: Decimal, *verbs: str) -> str:
        """Who else could do these verbs by a role for so much, by name."""
        able = [one for one in self.colleagues if one.id != self.id and one.reaches(role, amount, *verbs)]
        return ", ".join(one.name for one in able)

    @property
    def api_key_id(self) -> Any:
        return self.api_key.id if self.api_key else None

    @cached_property
    def hands(self) -> Hands:
        """Who made keys for whom in the company: comes with a member who is ready to act, and is asked for otherwise."""
        told = getattr(self, "makers_of_keys", None)
        if told is None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT makers_of_keys(%s)", [self.company_id])
                told = cursor.fetchone()[0]
        return Hands.told(json.loads(told) if isinstance(told, str) else told)

    def has_hand_in(self, members: Iterable[Any]) -> bool:
        """Whether this member and one of these are, or could be, the same person: by themselves or by the keys they made."""
        return self.hands.shared(self.id, members)

    def may(self, verb: str) -> bool:
        """Whether the member may use this verb anywhere. A key never has more than its member."""
        if self.state == self.INVITED:
            return verb in ("member.accept", "member.decline")
        if (
            self.state != self.ACTIVE
            or not PERMISSIONS.get(verb, frozenset()) & self.roles_for(verb)
            or (self.service and verb not in SERVICE_VERBS)
        ):
            return False
        return self.api_key is None or self.api_key.carries(verb)

    @property
    def is_system(self) -> bool:
        return SYSTEM in self.roles


class RightsToday(models.Manager.from_queryset(Rows)):  # type: ignore[misc]
    """The rights that count today. Whoever reads rights reads these, so that a day that is over is over everywhere at once.

    The day is the company's by the clock of the database: the database's own guards ask for the same one (`counts_today`).
    """

    def get_queryset(self) -> Any:
        """Without those whose last day is over."""
        counts = Func(F("company_id"), F("until"), function="counts_today", output_field=models.BooleanField())
        return super().get_queryset().filter(models.Q(until__isnull=True) | models.Q(counts))


class Right(Owned):
    """One role given to one member, for the whole company or narrowed: to one team, until a day, up to an amount, to some verbs.

    `until` is its last day. `most` is in the company's currency: how much at once they approve, issue or release by it. `only`
    names the verbs that are done by it, in order; empty, it carries all of its role. What they see is the role's either way.
    """

    member = Within(Member, related_name="rights")
    role = plain(models.TextField())
    team = Within(Team, null=True, related_name="+")
    until = models.DateField(null=True)
    most = models.DecimalField(max_digits=28, decimal_places=4, null=True)
    only = plain(ArrayField(models.TextField(), default=list))

    objects = RightsToday()  # type: ignore[misc]
    every = Rows.as_manager()

    class Meta:
        constraints = [
            *owned("right"),
            Rule(name="right_system", function="guard_right_system", when="INSERT OR UPDATE OR DELETE"),
            Rule(name="right_service", function="guard_right_service", told=SERVICE_ROLES),
            Rule(name="right_only", function="guard_right_only"),
            models.CheckConstraint(name="right_whole", condition=models.Q(only=[]) | ~models.Q(role__in=sorted(WHOLE))),
            models.CheckConstraint(
                name="right_narrowed", condition=models.Q(team__isnull=True) | models.Q(role="manager")
            ),
            models.CheckConstraint(
                name="right_ends", condition=models.Q(until__isnull=True) | ~models.Q(role__in=[OWNER, SYSTEM])
            ),
            models.CheckConstraint(
                name="right_bounded",
                condition=models.Q(most__isnull=True) | models.Q(most__gt=0, role__in=sorted(BOUNDED)),
            ),
            models.UniqueConstraint(
                name="right_once", fields=["company_id", "member", "role", "team"], nulls_distinct=False
            ),
            models.UniqueConstraint(name="right_one_system", fields=["company_id"], condition=models.Q(role=SYSTEM)),
        ]

    def counts_for(self, verb: str, *others: str) -> bool:
        """Whether it counts while one of these is done: it names no verbs, or one of them, or that is everybody's own."""
        return not self.only or any(one in self.only or one in OF_EVERYBODY for one in (verb, *others))
