import pytest

from integrity.courses.domain.briefs import create_assignment, read_site_brief
from integrity.portal.example_brief import EXAMPLE_BRIEF
from tests.integrity.rows import a_brief, a_course
from workers.errors import BriefInvalid


@pytest.mark.parametrize(
    ("brief", "sentence"),
    [
        (a_brief() + '[identity]\nreferences = ["sam.jpg"]\n', "a brief on the site may name none"),
        (a_brief() + "[recorder]\n", "written by the recorder, not by hand"),
        (a_brief().replace('title = "Moving average"\n', ""), "'title' is missing"),
        (a_brief(title="x" * 201), "'title' is longer than 200 characters"),
        (a_brief("x" * 70_000), "longer than 65536 characters"),
        ("nonsense", "not valid TOML"),
    ],
)
def test_what_the_site_may_not_keep_is_refused_with_a_sentence(brief: str, sentence: str) -> None:
    with pytest.raises(BriefInvalid, match=sentence):
        read_site_brief(brief)


def test_faces_may_be_asked_for_without_pictures() -> None:
    brief = read_site_brief(a_brief() + "[identity]\nexpected_people = 1\n")
    assert brief.identity is not None


def test_the_example_for_new_assignments_can_be_used() -> None:
    assert read_site_brief(EXAMPLE_BRIEF).title == "Moving average"


@pytest.mark.django_db
def test_an_assignment_is_called_what_its_brief_says() -> None:
    assert create_assignment(a_course(), a_brief(title=" Sorting ")).title == "Sorting"
