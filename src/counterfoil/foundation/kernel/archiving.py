"""What is archived: out of the way of lists and pickers, found by search, and running on as before (LOOK, lists)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .refusals import Reason


class Archivable(models.Model):
    """A row that can be archived. Nothing but where it is shown depends on it."""

    archived_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def archive(row: Archivable) -> list[Reason]:
    """What is archived is not archived again."""
    if row.archived_at is None:
        return []
    return [Reason("archived", _("It is archived already."))]


def unarchive(row: Archivable) -> list[Reason]:
    """Only what is archived comes back."""
    if row.archived_at is not None:
        return []
    return [Reason("not_archived", _("It is not archived."))]
