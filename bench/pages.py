"""List, search and record page in a company with so many orders: the same requests, while the company grows."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from urllib.parse import quote
from uuid import UUID

from django.test import Client
from django.utils import timezone

from counterfoil.foundation.companies.models import User
from counterfoil.foundation.companies.queries import member_of_key
from counterfoil.interfaces.jobs.worker import seal

from . import processes
from .many_orders import copy_order
from .over_http import ROOT, Company, OverHttp
from .served import Served, analyze
from .wire import Unexpected, Wire

TIMES, WARM = 15, 2


@dataclass
class Pages:
    """A company that grows, its requests, and how long each took at each size."""

    running: Served
    company: Company
    today: str

    def grow(self, sizes: list[int], serial: int) -> Iterator[tuple[int, float, dict[str, float]]]:
        """For each size: the seconds it took to grow there, and the median milliseconds of each request."""
        way = OverHttp(self.running.host, self.running.port, [self.company], self.today)
        way.start(serial)
        for step in (way.create, way.submit, way.approve, way.issue):
            step()
        order, have = UUID(way.order), 0
        while seal():
            continue
        member = member_of_key(self.company.keys["fay"], timezone.now())
        if member is None:
            raise Unexpected("the key that was just made opens nothing")
        for size in sizes:
            begun = time.perf_counter()
            copy_order(self.running.cluster.url("postgres"), member.company_id, order, have, size)
            have, took = size, time.perf_counter() - begun
            processes.settle(self.running)
            analyze(self.running)
            yield size, took, self._measured(order, have, _signed_in(User.objects.get(email=member.email)))
        way.close()

    def _measured(self, order: UUID, have: int, session: str) -> dict[str, float]:
        page, key = {"Cookie": f"sessionid={session}"}, {"Authorization": f"Bearer {self.company.keys['fay']}"}
        requests = {
            "page: list": ("/orders", page),
            "page: list, far behind": (f"/orders?after={_behind(have)}", page),
            "page: search, rare text": (f"/orders?q=audit+{have // 16 * 8 + 2}", page),
            "page: search, frequent text": ("/orders?q=harbour", page),
            "page: search, part of a number": (f"/orders?q=OLD-{have // 2:08d}", page),
            "page: record": (f"/orders/{order}", page),
            "API: list": (f"{ROOT}/orders", key),
            "API: record": (f"{ROOT}/orders/{order}", key),
        }
        wire = Wire(self.running.host, self.running.port)
        took: dict[str, list[float]] = {name: [] for name in requests}
        for _time in range(TIMES + WARM):
            for name, asked in requests.items():  # in turns, so that what disturbs one disturbs the others
                begun = time.perf_counter()
                wire.get(*asked)
                took[name].append(1000 * (time.perf_counter() - begun))
        wire.close()
        return {name: median(found[WARM:]) for name, found in took.items()}


def _signed_in(user: User) -> str:
    """A session of this user, as signing in leaves it."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client.cookies["sessionid"].value


def _behind(have: int) -> str:
    """A cursor half way down the list: the copies lie a minute apart."""
    moment = timezone.now() - timedelta(minutes=have // 2)
    return quote(f"{moment.isoformat()}_{UUID(int=0)}")
