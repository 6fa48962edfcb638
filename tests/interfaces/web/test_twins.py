"""The same amount twice on one day: it is said before anything is pressed, and leads to where the word is given."""

from uuid import UUID

import pytest
from django.utils import timezone

from ...actions import billing
from ...actions.test_payment_confirm_twin import colleague, confirm, release, second
from ...cast import Cast
from .conftest import SignIn
from .papers import text

SAID = "of the same EUR 1,000.00 to this contractor, was released on"


def _released_today(cast: Cast) -> UUID:
    """1,000.00 of R-2, by Fay, a moment ago."""
    return UUID(release(cast, second(cast), at=timezone.now())["id"])


@pytest.mark.req(84)
def test_it_is_said_before_and_leads_to_the_first_one_where_somebody_else_confirms(cast: Cast, sign_in: SignIn) -> None:
    first, twin = _released_today(cast), billing.matched(cast)
    fay = sign_in("fay")
    shown = fay.get(f"/invoices/{twin}").content.decode()
    assert SAID in text(fay, f"/invoices/{twin}") and f'<a href="/payments/{first}">R-2</a>' in shown
    refused = fay.post(f"/invoices/{twin}/do/release", {"key": "a", "amount": ""})
    assert refused.status_code == 409 and f'<a href="/payments/{first}">R-2</a>' in refused.content.decode()
    assert f'<a href="/payments/{first}">R-2</a>' in fay.get("/payments").content.decode()
    colleague(cast)
    said = sign_in("petra").post(f"/payments/{first}/do/confirm_twin", {"key": "b", "reason": "Two parts of one job"})
    assert said.status_code == 302
    released = fay.post(f"/invoices/{twin}/do/release", {"key": "c", "amount": ""})
    assert released.status_code == 302 and released["Location"].startswith("/payments/")


def test_both_payments_say_by_whose_word(cast: Cast, sign_in: SignIn) -> None:
    first = billing.released(cast)
    confirm(colleague(cast), first)
    fay = sign_in("fay")
    assert "A second one is right, and waits to be released by somebody else." in text(fay, f"/payments/{first}")
    made = UUID(release(cast, second(cast))["id"])
    assert "It was released" in text(fay, f"/payments/{first}")
    shown = text(fay, f"/payments/{made}")
    assert "This is the second one." in shown and "Confirmed by Petra" in shown
    assert "Confirmed by" not in text(sign_in("cleo"), f"/payments/{made}")


def test_who_pays_several_sees_what_went_today(cast: Cast, sign_in: SignIn) -> None:
    fay, page = sign_in("fay"), f"/contractors/{cast.contractor_id}/pay"
    twin = billing.matched(cast)
    assert "Released to this contractor today" not in text(fay, page)
    first = _released_today(cast)
    shown = fay.get(page).content.decode()
    assert "Released to this contractor today" in shown and f'href="/payments/{first}"' in shown
    assert f"invoices.{twin}" in shown
    refused = fay.post(page, {"key": "once", f"invoices.{twin}": "on"})
    assert refused.status_code == 409 and "somebody else of finance confirms" in refused.content.decode()
