"""Companies, their teams and members, what each member may, and the keys that act for them."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from counterfoil.foundation.kernel.columns import personal, plain, secret
from counterfoil.foundation.kernel.guards import CompanyWall, Rule, Trailed, owned
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.tables import Owned, Rows, Table, Within

from .hands import Hands
from .permissions import SERVICE_ROLES, SERVICE_VERBS, SYSTEM, verbs_of


class Users(BaseUserManager["User"]):
    """Makes users; a user without a password can't sign in until one is set."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def known(self, email: str, name: str) -> "User":
        """The user with this address, made without a password where there is none."""
        user, _made = self.get_or_create(email=email, defaults={"name": name, "password": make_password(None)})
        return user


class User(AbstractBaseUser):
    """A person who signs in. Has no company: membership is a `Member` row in each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.TextField(default="")
    is_active = models.BooleanField(default=True)

    objects = Users()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


class Company(models.Model, metaclass=Table):
    """A tenant. `separation` is off only for a company of one, and then every self-approval is marked.

    `own_keys` says whether members may make keys for themselves.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = plain(models.TextField(unique=True))
    name = personal(models.TextField())
    currency = plain(models.CharField(max_length=3))
    country = plain(models.CharField(max_length=2, default=""))
    timezone = plain(models.TextField(default="UTC"))
    locale = plain(models.TextField(default="en"))
    billing_address = personal(models.TextField(default=""))
    invoice_channel = personal(models.TextField(default=""))
    separation = models.BooleanField(default=True)
    own_keys = models.BooleanField(default=True)

    objects = Rows.as_manager()

    class Meta:
        constraints = [
            CompanyWall(name="company_wall", column="id"),
            Trailed(name="company_trail"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def company_id(self) -> Any:
        return self.id

    def today(self, at: datetime) -> date:
        """The day it is for this company at this moment."""
        return at.astimezone(ZoneInfo(self.timezone)).date()


class Team(Owned):
    """A part of a company; managers see the orders of their own teams."""

    name = plain(models.TextField())

    class Meta:
        constraints = [
            *owned("team"),
            models.UniqueConstraint(name="team_once", fields=["company_id", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


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
            Rule(name="member_person", function="guard_member_person", when="UPDATE"),
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
        """The names of the roles this member has, anywhere."""
        return frozenset(right.role for right in self.rights.all())

    @cached_property
    def team_ids(self) -> frozenset[Any]:
        """The teams that this member's roles are narrowed to."""
        return frozenset(right.team_id for right in self.rights.all() if right.team_id)

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
            or verb not in verbs_of(self.roles)
            or (self.service and verb not in SERVICE_VERBS)
        ):
            return False
        return self.api_key is None or self.api_key.carries(verb)

    @property
    def is_system(self) -> bool:
        return SYSTEM in self.roles


class Right(Owned):
    """One role given to one member, for the whole company or narrowed to one team."""

    member = Within(Member, related_name="rights")
    role = plain(models.TextField())
    team = Within(Team, null=True, related_name="+")

    class Meta:
        constraints = [
            *owned("right"),
            Rule(name="right_system", function="guard_right_system", when="INSERT OR UPDATE OR DELETE"),
            Rule(name="right_service", function="guard_right_service", told=SERVICE_ROLES),
            models.CheckConstraint(
                name="right_narrowed", condition=models.Q(team__isnull=True) | models.Q(role="manager")
            ),
            models.UniqueConstraint(
                name="right_once", fields=["company_id", "member", "role", "team"], nulls_distinct=False
            ),
            models.UniqueConstraint(name="right_one_system", fields=["company_id"], condition=models.Q(role=SYSTEM)),
        ]


class ApiKey(Owned):
    """A key that acts as its member. Its prefix is shown; of the secret only the SHA-256 is kept.

    Whoever made it, and with which key, stands behind what is done by it.
    """

    member = Within(Member, related_name="api_keys")
    name = personal(models.TextField())
    prefix = plain(models.TextField(unique=True))
    secret_sha256 = secret(models.TextField())
    scopes = plain(ArrayField(models.TextField(), default=list))
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    made_by = Within(Member, related_name="+")
    made_with = Within("self", null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("apikey"),
            Rule(name="apikey_made", function="guard_apikey_made"),
        ]

    def carries(self, verb: str) -> bool:
        """Whether the key was made for this verb. A key without scopes reads only."""
        return "*" in self.scopes or verb in self.scopes
