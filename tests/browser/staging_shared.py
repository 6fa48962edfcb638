"""What the pictures show of orders that contracts share: none, some, one that is restricted and used, and its forms."""

import json
from datetime import timedelta

from django.utils import timezone

from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.shared_values import SharedValues
from tests.actions.sharing import share_values, users
from tests.cast import Cast

Scenes = dict[str, tuple[str, str, str]]
_LONG = (
    "Design, layout and illustration of every catalogue, leaflet and packaging insert of the spring and summer seasons"
)
_SENDING = """async () => {
  const form = document.querySelector(".sheet-form"), said = new FormData(form);
  said.set("rows", ROWS);
  said.delete("file");
  const page = await (await fetch(form.action, { method: "POST", body: said })).text();
  document.open();
  document.write(page);
  document.close();
  await new Promise((done) => setTimeout(done, 700));
}"""
_HEADS = "Number;Amount;Currency;Description;Valid through"
_ROWS = (f"7712-{n:04};{n * 125}.50;{('EUR', 'USD', 'GBP')[n % 3]};Season {n};2031-12-31" for n in range(1, 1001))
_THOUSAND = "\n".join([_HEADS, *_ROWS])
_GOOD = "\n".join(
    [
        f"{_HEADS};Buyer",
        f"7711-0001;25000.00;EUR;{_LONG};2031-12-31;Ann",
        "7711-0002;8000;EUR;;;",
        "7711-0003;99.5;USD;Bees;;",
    ]
)
_BAD = "\n".join(
    [
        _HEADS,
        "7710-0001;25000.00;EUR;Design;2031-12-31",
        f"4500012345;1.234;EUR;{_LONG};soon",
        "7710-0001;;EURO;;2020-01-01",
    ]
)


def sent(rows: str) -> str:
    """Rows that are pasted and sent. The picture is of the answer, which takes the page's place: it may not be left here."""
    return _SENDING.replace("ROWS", json.dumps(rows))


def shared_scenes(cast: Cast) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    at, made = timezone.now(), []
    last = (at + timedelta(days=200)).date()
    for number, net, title in (
        ("4500012345", "25000", _LONG),
        ("4500012346", "8000", "Bees"),
        ("4500099999", "120000", ""),
    ):
        given = {
            "number": number,
            "net": net,
            "currency": "EUR",
            "title": title,
            "valid_through": last if title else None,
        }
        made.append(orders.load_shared(by=cast.iris, at=at, values=SharedValues.model_validate(given))["id"])
    order_id = made[0]
    orders.share(by=cast.rita, at=at, order_id=order_id, values=share_values(cast, 40, 85))
    orders.permit(by=cast.fay, at=at, order_id=made[1], users=users(cast.rita.id, cast.amir.id, teams=[cast.team_id]))
    return {
        "shared-orders": ("fay", "/shared-orders", ""),
        "shared-orders-empty": ("mallory", "/shared-orders", ""),
        "shared-order": ("rita", f"/shared-orders/{order_id}", ""),
        "shared-order-restricted": ("fay", f"/shared-orders/{made[1]}", ""),
        "shared-order-new": ("iris", "/shared-orders/new", ""),
        "shared-orders-many": ("fay", "/shared-orders/many", ""),
        "shared-orders-many-good": ("fay", "/shared-orders/many", sent(_GOOD)),
        "shared-orders-many-bad": ("fay", "/shared-orders/many", sent(_BAD)),
        "shared-orders-many-thousand": ("fay", "/shared-orders/many", sent(_THOUSAND)),
        "shared-orders-many-wrong": ("fay", "/shared-orders/many", sent("Buyer;Amount\nAnn;5")),
    }
