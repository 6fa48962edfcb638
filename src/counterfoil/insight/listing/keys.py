"""The list of keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import ApiKey, Member
from counterfoil.foundation.companies.queries import visible_keys, visible_members

from .columns import Chip, Link, Moment, Text
from .filters import Kind, Of, OneOf
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .reader import Reader


@dataclass(frozen=True)
class ListedKey:
    """A row as the list has it: nothing comes along."""

    key: ApiKey


def _called(by: Member, text: str) -> QuerySet[ApiKey]:
    members = visible_members(by).filter(name__icontains=text)
    return visible_keys(by).filter(
        Q(name__icontains=text) | Q(prefix__icontains=text) | Q(member_id__in=members.values("id"))
    )


def _named(rows: QuerySet[ApiKey]) -> QuerySet[ApiKey]:
    return rows.select_related("member", "made_by")


def _along(reader: Reader, rows: Sequence[ApiKey]) -> Sequence[ListedKey]:
    return [ListedKey(row) for row in rows]


KINDS = {
    "in_force": Kind(
        _("in force"), lambda reader: Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=reader.at))
    ),
    "expired": Kind(_("expired"), lambda reader: Q(revoked_at=None, expires_at__lte=reader.at)),
    "revoked": Kind(_("revoked"), lambda reader: Q(revoked_at__isnull=False)),
}


def _stands(one: ListedKey, reader: Reader) -> tuple[str, str]:
    key, name = one.key, "in_force"
    if key.revoked_at:
        name = "revoked"
    elif key.expires_at and key.expires_at <= reader.at:
        name = "expired"
    return name, str(KINDS[name].words)


def _scopes(one: ListedKey, reader: Reader) -> str:
    if "*" in one.key.scopes:
        return str(_("All that its member may"))
    return ", ".join(one.key.scopes) or str(_("Reads only"))


class Keys(Listing):
    """Keys, newest first. Their secrets are nowhere."""

    name, title, caption, model, row = "keys", _("Keys"), _("Keys, newest first"), ApiKey, "key"
    rows, search, names, along, order = visible_keys, _called, _named, _along, Newest("made_at")
    as_made = True
    find = Sentence(_("Name, prefix or member"), _("Name or prefix"))
    filters = (
        OneOf("stands", _("State"), KINDS, as_chips=True),
        Of("member", _("Member"), visible_members, inside=True),
    )
    columns = (
        Link(_("Key"), "key.name", to="key"),
        Text(_("Prefix"), "key.prefix"),
        Text(_("Acts as"), "key.member.name"),
        Text(_("May"), _scopes),
        Chip(_("State"), _stands),
        Moment(_("Made"), "key.made_at", sort="made_at"),
    )
    ways = (Way("key_new", "plus", Sentence(_("Make a key")), may="key.create"),)
    none_fits = Empty("search", _("No key fits."), way=Way("keys", "", Sentence(_("Show all keys"))))
    none_yet = Empty(
        "keyboard",
        _("There is no key yet."),
        _("A key lets a program act as its member through the API. Its secret is shown once, when it is made."),
    )
