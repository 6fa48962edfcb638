"""The first company of a server: made at the address that was printed, once, and by nobody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from counterfoil.foundation.companies.first_address import FirstAddress
from counterfoil.foundation.companies.models import User
from counterfoil.foundation.companies.queries import all_companies, member_by_email

from ...concurrency.racing import done, race

PASSWORD = "nobody-guesses-this-47"
TYPED = {
    "key": "one",
    "name": "Nørd & Sons",
    "currency": "EUR",
    "timezone": "Europe/Copenhagen",
    "owner_name": "Nora",
    "owner_email": "nora@nord.example",
    "password": PASSWORD,
}


@pytest.fixture
def address(settings: Any, db: None) -> Iterator[str]:
    """The path of the address that a server without a company printed."""
    secret, made = FirstAddress.made()
    settings.COUNTERFOIL_FIRST = str(made)
    return f"/first/{secret}"


def companies() -> list[str]:
    return sorted(slug for _id, slug, _sealed in all_companies())


def post(path: str, **other: Any) -> Any:
    return Client(headers={"accept-language": "da-DK,da;q=0.8,en;q=0.5"}).post(path, TYPED | other)


def test_whoever_has_the_address_makes_the_company_and_is_in_it(address: str) -> None:
    client = Client(headers={"accept-language": "da-DK"})
    assert client.get(address).status_code == 200
    answer = client.post(address, TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    (company_id, slug, _sealed), *others = all_companies()
    assert (slug, others) == ("nrd-sons", [])
    owner = member_by_email(company_id, "nora@nord.example")
    assert owner.roles == {"owner"}
    assert (owner.company.locale, owner.company.timezone, owner.company.currency) == (
        "da_DK",
        "Europe/Copenhagen",
        "EUR",
    )
    assert "Your company is there" in client.get("/").content.decode()
    assert User.objects.get(email="nora@nord.example").check_password(PASSWORD)


def test_without_the_address_nobody_makes_one(address: str, settings: Any) -> None:
    for path in ("/first/", "/first/x", f"{address}x", address.swapcase()):
        assert Client().get(path).status_code == 404
        assert post(path).status_code == 404
    settings.COUNTERFOIL_FIRST = ""
    assert post(address).status_code == 404
    assert companies() == []


def test_it_works_once(address: str) -> None:
    post(address)
    again = post(address, name="Another", owner_email="mallory@other.example", key="two")
    assert again.status_code == 410
    assert "This address was used" in again.content.decode()
    assert companies() == ["nrd-sons"]
    assert not User.objects.filter(email="mallory@other.example").exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one(settings: Any, transactional_db: None) -> None:
    secret, made = FirstAddress.made()
    settings.COUNTERFOIL_FIRST = str(made)
    path = f"/first/{secret}"
    outcomes = race(
        lambda: post(path).status_code,
        lambda: post(path, name="Mine", owner_email="mallory@other.example", key="two").status_code,
    )
    assert sorted(done(outcomes)) == [302, 410]
    assert len(companies()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_and_leads_into_it(settings: Any, transactional_db: None) -> None:
    secret, made = FirstAddress.made()
    settings.COUNTERFOIL_FIRST = str(made)
    assert done(race(*[lambda: post(f"/first/{secret}").status_code] * 2)) == [302, 302]
    assert companies() == ["nrd-sons"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"password": "short"}, "too short"),
        ({"owner_email": "nora"}, "e-mail"),
        ({"name": " "}, "says-wrong"),
        ({"currency": ""}, "Choose one."),
        ({"timezone": "localtime"}, "This time zone is not known."),
    ],
)
def test_what_is_wrong_stands_under_its_field_and_the_rest_is_kept(
    address: str, wrong: dict[str, str], says: str
) -> None:
    answer = post(address, **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "nothing was changed" in page.lower()
    assert [kept for kept in ("Nørd &amp; Sons", "nora@nord.example") if kept in page]
    assert PASSWORD not in page
    assert companies() == []


def test_somebody_who_signs_in_here_already_types_their_own_password(address: str) -> None:
    user = User.objects.create_user("nora@nord.example", "another-password-12")
    answer = post(address)
    assert answer.status_code == 422
    assert "Type the password that belongs to it." in answer.content.decode()
    assert companies() == []
    assert post(address, password="another-password-12").status_code == 302
    user.refresh_from_db()
    assert user.check_password("another-password-12")


def test_a_name_without_a_letter_of_the_alphabet_and_one_that_is_taken_have_short_names(address: str) -> None:
    post(address, name="株式会社")
    assert companies() == ["company"]
