"""How many bytes one sender may bring in a day that nothing is made of: more of it is turned away before it is kept.

Counted are files whose request was refused, which lie in the store without a row until they are swept, and what was refused in
the receive log.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Reason, Refused

from .models import Arrival

MOST = 100 * 1024 * 1024
_DAY = timedelta(days=1)
_COUNT = """
INSERT INTO web_cache AS known (cache_key, value, expires) VALUES (%s, greatest(0, %s)::text, %s)
ON CONFLICT (cache_key) DO UPDATE SET value = greatest(0, known.value::bigint + %s)::text RETURNING value::bigint
"""


def taken(by: Member, at: datetime, sizes: Iterable[int]) -> None:
    """Count files against their sender before they are kept. Raises Refused beyond what a day allows. Outside a scope.

    Whoever makes something of them gives them back with `given_back`; of the others the count stands for the day.
    """
    if size := sum(sizes):
        refuse_beyond(by, at, size)
        _counted(by, at, size)


def given_back(by: Member, at: datetime, sizes: Iterable[int]) -> None:
    """Something was made of these files."""
    if size := sum(sizes):
        _counted(by, at, -size)


def refuse_beyond(by: Member, at: datetime, size: int) -> None:
    """Raise Refused where so much more would be beyond what a day allows."""
    if _counted(by, at, 0) + _in_the_log(by, at) + size > MOST:
        sentence = _(
            "Files of %(most)s MB that you sent since yesterday came to nothing; no more are taken today. "
            "Nothing was kept or changed. See in the receive log why they were refused, and send again tomorrow."
        )
        raise Refused([Reason("too_many_files", sentence, {"most": MOST // 1024 // 1024})])


def _counted(by: Member, at: datetime, more: int) -> int:
    key = f"files:{by.id}:{at.date()}"
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, more, at + 2 * _DAY, more])
        counted: int = cursor.fetchone()[0]
    return counted


def _in_the_log(by: Member, at: datetime) -> int:
    with scope.reading(by.company_id):
        mine = Arrival.objects.within(by.company_id).filter(sender=by, became="refused", arrived_at__gt=at - _DAY)
        return mine.aggregate(size=Sum("size"))["size"] or 0
