import pytest
from django.core.management import CommandError, call_command

from integrity.people.models import Appointment, Institution, Office
from tests.integrity.rows import a_course, a_user

pytestmark = pytest.mark.django_db


def test_an_office_is_given_and_taken_back() -> None:
    a_course()
    user = a_user("dis")
    for _ in range(2):
        call_command("appoint", "dis", "accommodations", institution="North College")
    assert Appointment.objects.get().user == user
    assert Appointment.objects.get().office == Office.ACCOMMODATIONS
    call_command("appoint", "dis", "accommodations", institution="North College", dismiss=True)
    assert not Appointment.objects.exists()


def test_nobody_is_appointed_who_is_not_there() -> None:
    with pytest.raises(CommandError, match="no such person"):
        call_command("appoint", "dis", "accommodations", institution="North College")


def test_faces_are_allowed_with_a_basis_in_words() -> None:
    a_course()
    call_command("faces", "North College", basis=" Rule 7. ")
    assert Institution.objects.get().faces_basis == "Rule 7."
    with pytest.raises(CommandError, match="in words"):
        call_command("faces", "North College", basis=" ")
    call_command("faces", "North College", off=True)
    assert Institution.objects.get().faces_basis == ""
    with pytest.raises(CommandError, match="no such institution"):
        call_command("faces", "Nowhere", off=True)
