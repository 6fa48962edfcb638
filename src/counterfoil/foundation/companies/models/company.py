"""Companies and their teams, and the people who sign in."""

from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.postgres.fields import ArrayField
from django.db import models

from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import CompanyWall, Rule, Trailed, owned
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.tables import Owned, Rows, Table
from counterfoil.foundation.kernel.terms import DEFAULT, are_terms


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
    """A person who signs in. Has no company: membership is a `Member` row in each.

    What they read in (`language`), by which clock (`timezone`), and how figures and days are written and read (`locale`): where
    one of them is empty the company's stands.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.TextField(default="")
    is_active = models.BooleanField(default=True)
    language = models.TextField(default="")
    timezone = models.TextField(default="")
    locale = models.TextField(default="")

    objects = Users()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


class Company(models.Model, metaclass=Table):
    """A tenant. `separation` is off only for a company of one, and then every self-approval is marked.

    `own_keys` says whether members may make keys for themselves. `sequential_discounts`: the second discount of an order is
    reckoned on what the first one left; it is fixed with the first order. `coding_required`: what every line names.
    `mails_remittances`: contractors are told by mail what a payment pays, once it was sent.
    `letterhead`, `terms` and the logo are printed on orders that are issued from now on; the logo is a stored document, named
    by its bytes. `payment_terms` are those of contractors who have none of their own (R127).
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
    sequential_discounts = models.BooleanField(default=False)
    mails_remittances = models.BooleanField(default=True)
    coding_required = plain(ArrayField(models.TextField(), default=list))
    letterhead = personal(models.TextField(default=""))
    terms = personal(models.TextField(default=""))
    logo_sha256 = plain(models.TextField(default=""))
    payment_terms = plain(models.TextField(default=DEFAULT))

    objects = Rows.as_manager()

    class Meta:
        constraints = [
            CompanyWall(name="company_wall", column="id"),
            Trailed(name="company_trail"),
            Rule(name="company_logo", function="guard_company_logo"),
            models.CheckConstraint(name="company_terms", condition=are_terms()),
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
