"""The links that invite people."""

from datetime import timedelta

from django.db import models

from counterfoil.foundation.kernel.columns import secret
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within

from .member import Member


class InvitationLink(Owned):
    """A link by which somebody who is invited answers: once, and until it expires. Of its secret only the SHA-256 is kept.

    It is `used` by who accepts, and `ended` when it is declined, taken back, or when another one takes its place.
    """

    DAYS = 14

    member = Within(Member, related_name="links")
    secret_sha256 = secret(models.TextField(unique=True))
    made_by = Within(Member, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *owned("invitationlink"),
            Rule(name="invitationlink_made", function="guard_invitationlink_made"),
            models.UniqueConstraint(
                name="invitationlink_one_open",
                fields=["company_id", "member"],
                condition=models.Q(used_at__isnull=True, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitationlink_lasts",
                condition=models.Q(expires_at__lte=models.F("made_at") + timedelta(days=14)),
            ),
            models.CheckConstraint(
                name="invitationlink_in_time",
                condition=models.Q(used_at__isnull=True) | models.Q(used_at__lt=models.F("expires_at")),
            ),
            models.CheckConstraint(
                name="invitationlink_ends_once",
                condition=models.Q(used_at__isnull=True) | models.Q(ended_at__isnull=True),
            ),
        ]
