"""The keys that act for members."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from counterfoil.foundation.kernel.columns import personal, plain, secret
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within

from .member import Member


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
