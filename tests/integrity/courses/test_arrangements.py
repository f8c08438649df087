import pytest

from integrity.courses.domain.arrangements import REMOVES, Preset, arrange, people_of, removed_for
from integrity.courses.domain.roster.applying import apply_roster
from integrity.courses.domain.roster.planning import plan_roster
from integrity.courses.domain.roster.reading import read_roster
from integrity.courses.domain.settings import checks_off, set_checks
from integrity.courses.models import Course, Role
from integrity.people.models import Institution
from tests.integrity.rows import a_course, a_submission, a_user, an_assignment, an_office
from workers.brief import parse_brief

pytestmark = pytest.mark.django_db


def arranged(course: Course, *removed: str, ways: tuple[str, ...] = ()) -> None:
    office = an_office("dis")
    arrange(course.institution, a_user("sam"), office, removed=removed, ways=ways, reason="An illness.")


def test_what_is_arranged_is_taken_out_before_anything_runs() -> None:
    assignment = an_assignment()
    arranged(assignment.course, *REMOVES[Preset.NO_PHRASE], *REMOVES[Preset.SCREEN_READER])
    brief = parse_brief(a_submission(assignment).runs.get().brief_toml)
    assert brief.variant is not None
    assert brief.variant.phrase is None
    assert brief.skip == ("speech.forbidden_said", "injection.said")
    assert "illness" not in a_submission(assignment).runs.get().brief_toml


def test_others_are_asked_all_of_it() -> None:
    course = a_course(sam=Role.STUDENT, kim=Role.STUDENT)
    assignment = an_assignment(course=course)
    arranged(course, "speech.phrase_missing")
    assert a_submission(assignment, "kim").runs.get().brief_toml == assignment.brief_toml


def test_the_newest_arrangement_counts_and_earlier_ones_stay_to_be_read() -> None:
    course = a_course(sam=Role.STUDENT)
    arranged(course, "continuity")
    arranged(course)
    assert removed_for(course, a_user("sam").pk) == ["identity"]
    assert a_user("sam").arrangements.count() == 2


def test_an_arrangement_is_of_one_institution() -> None:
    course = a_course(sam=Role.STUDENT)
    other = Course.objects.create(institution=Institution.objects.create(name="South"), title="Else")
    arranged(course, "continuity")
    assert "continuity" not in removed_for(other, a_user("sam").pk)


def test_ways_reach_courses_that_are_joined_before_and_after() -> None:
    course = a_course(sam=Role.STUDENT)
    arranged(course, ways=("large_text", "nonsense"))
    assert course.memberships.get(user=a_user("sam")).accommodations == ["large_text"]
    later = a_course("Later")
    plan = plan_roster(later, read_roster("login\nsam\n"))
    apply_roster(later, "login\nsam\n", a_user("ines"), digest=plan.digest)
    assert later.memberships.get(user=a_user("sam")).accommodations == ["large_text"]


def test_an_office_arranges_for_people_of_its_institution_alone() -> None:
    a_course(sam=Role.STUDENT)
    south = Institution.objects.create(name="South")
    assert a_user("sam") not in people_of(Institution.objects.filter(pk=south.pk))
    assert a_user("sam") in people_of(Institution.objects.exclude(pk=south.pk))


def test_faces_are_off_until_the_institution_gave_a_basis() -> None:
    course = a_course(sam=Role.STUDENT)
    assert checks_off(course) == ["identity"]
    course.institution.faces_basis = "Rule 7 of the examination rules."
    assert checks_off(course) == []


def test_a_check_that_is_off_in_a_course_is_taken_out_for_everybody() -> None:
    assignment = an_assignment()
    set_checks(assignment.course, a_user("ines"), ["continuity", "text", "instructions", "injection"])
    brief = parse_brief(a_submission(assignment).runs.get().brief_toml)
    assert brief.variant is not None
    assert brief.variant.phrase is None
    assert removed_for(assignment.course, a_user("sam").pk) == ["speech", "identity"]
