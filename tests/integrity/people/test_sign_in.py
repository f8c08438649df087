import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from integrity.people.models import User
from integrity.people.sign_in import person_called
from tests.integrity.rows import PASSWORD, a_user

pytestmark = pytest.mark.django_db


def signs_in(*, host: str = "127.0.0.1:8000", peer: str = "127.0.0.1") -> bool:
    client = Client(headers={"host": host}, REMOTE_ADDR=peer)
    client.post(reverse("portal:sign-in"), {"username": "sam", "password": PASSWORD})
    return "sessionid" in client.cookies


@pytest.fixture
def demo_sam(settings: Settings) -> User:
    settings.ALLOWED_HOSTS = ["*"]
    sam = a_user("sam")
    sam.loopback_only = True
    sam.save()
    return sam


@pytest.mark.usefixtures("demo_sam")
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_a_demo_s_sign_in_works_on_this_machine(host: str) -> None:
    assert signs_in(host=host)


@pytest.mark.usefixtures("demo_sam")
@pytest.mark.parametrize(
    ("host", "peer"),
    [("candor.example", "127.0.0.1"), ("127.0.0.1:8000", "192.0.2.7"), ("192.0.2.1:8000", "192.0.2.7")],
)
def test_a_demo_s_sign_in_is_refused_from_anywhere_else(host: str, peer: str) -> None:
    assert not signs_in(host=host, peer=peer)


def test_other_sign_ins_work_from_anywhere(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["candor.example"]
    a_user("sam")
    assert signs_in(host="candor.example", peer="192.0.2.7")


def test_a_wrong_password_is_answered_in_words() -> None:
    a_user("sam")
    page = Client().post(reverse("portal:sign-in"), {"username": "sam", "password": "wrong"})
    assert "Name and password do not match." in page.content.decode()


@pytest.mark.parametrize("typed", ["sam", " SAM ", "Sam@Example.ORG", "sam@example.org"])
def test_a_name_or_an_address_does_in_whatever_capitals(typed: str) -> None:
    User.objects.filter(pk=a_user("sam").pk).update(email="sam@example.org")
    client = Client()
    client.post(reverse("portal:sign-in"), {"username": typed, "password": PASSWORD})
    assert "sessionid" in client.cookies


def test_what_means_two_people_is_nobody_and_the_exact_name_comes_first() -> None:
    for name in ("sam", "Sam", "kim", "tom"):
        a_user(name)
    User.objects.filter(username__in=["kim", "tom"]).update(email="lab@example.org")
    assert person_called("Sam") == a_user("Sam")
    assert person_called("sAM") is None
    assert person_called("LAB@example.org") is None
    assert person_called(" ") is None
