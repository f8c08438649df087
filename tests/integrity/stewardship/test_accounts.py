"""Who may sign in and who administers: changed, logged, and never nobody."""

import pytest
from django.urls import reverse

from integrity.audit.models import AuditEntry
from integrity.courses.models import Role
from integrity.people.models import User
from integrity.stewardship.domain.accounts import (
    AccountRefused,
    is_administrator,
    set_active,
    set_administrator,
)
from integrity.stewardship.people import people
from tests.integrity.portal.pages import client_of
from tests.integrity.rows import a_course, a_user
from tests.integrity.stewardship.administrators import an_administrator

pytestmark = pytest.mark.django_db


def log() -> list[tuple[str, str, int | None]]:
    return list(AuditEntry.objects.values_list("action", "subject", "by"))


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_the_last_administrator_can_neither_be_dismissed_nor_made_inactive() -> None:
    ada = an_administrator()
    retired = an_administrator("ben")
    set_active(retired, active=False, by=ada)
    with pytest.raises(AccountRefused, match="last_administrator"):
        set_administrator(ada, administrator=False, by=ada)
    with pytest.raises(AccountRefused, match="last_administrator"):
        set_active(ada, active=False, by=ada)
    assert is_administrator(fresh(ada))


def test_with_another_one_an_administrator_may_go() -> None:
    ada, ben = an_administrator(), a_user("ben")
    set_administrator(ben, administrator=True, by=ada)
    set_administrator(fresh(ada), administrator=False, by=fresh(ben))
    assert not is_administrator(fresh(ada))
    assert log() == [
        ("administrator.added", f"person:{ben.pk}", ada.pk),
        ("administrator.removed", f"person:{ada.pk}", ben.pk),
    ]


def test_whoever_is_made_inactive_is_signed_out_with_their_next_click() -> None:
    sam = client_of("sam")
    assert sam.get(reverse("portal:home")).status_code == 200
    set_active(a_user("sam"), active=False, by=an_administrator())
    assert sam.get(reverse("portal:home")).status_code == 302
    set_active(fresh(a_user("sam")), active=True, by=an_administrator())
    assert [action for action, _, _ in log()] == ["person.made_inactive", "person.made_active"]


def test_what_is_so_already_is_not_logged() -> None:
    set_active(a_user("sam"), active=True, by=an_administrator())
    assert log() == []


def test_people_are_found_by_every_word_in_any_script_and_case() -> None:
    for username, first, last in (
        ("rob", "Роберт", "Иванов"),
        ("sam", "Sam", "Okafor"),
        ("kim", "Kim", "Ng"),
    ):
        User.objects.create(
            username=username, first_name=first, last_name=last, email=f"{username}@Example.org"
        )
    found = {words: [person.username for person in people(words)] for words in FOUND}
    assert found == FOUND


FOUND = {
    "иванов": ["rob"],
    "ИВАН роберт": ["rob"],
    "okafor sam": ["sam"],
    "okafor kim": [],
    "KIM@EXAMPLE": ["kim"],
    "example.org": ["kim", "sam", "rob"],
    "%": [],
}


def test_administrators_and_the_inactive_are_found_apart_and_roles_come_along() -> None:
    a_course(sam=Role.STUDENT)
    ada = an_administrator()
    set_active(a_user("sam"), active=False, by=ada)
    assert [person.username for person in people(only="administrators")] == ["ada"]
    (sam,) = people(only="inactive")
    assert [str(member.role) for member in sam.memberships.all()] == ["student"]
