"""A site in which every page has something to show: the things that its addresses ask for, by name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from integrity.courses.domain.accommodations import accommodate
from integrity.courses.domain.checks import go_on, start_check
from integrity.courses.domain.issuing import tryout_variant_for
from integrity.courses.domain.templates import save_version
from integrity.courses.models import Course, IssuedVariant, Role
from integrity.inspections.domain import leases
from integrity.inspections.models import StoredReport
from integrity.reviews.domain.appeals import appeal
from integrity.reviews.domain.evidence import findings_of, note_opened
from integrity.reviews.domain.hearings import release, reply
from integrity.reviews.domain.looks import finish_looking, mark
from integrity.reviews.domain.naming import name_reviewers
from integrity.reviews.domain.passing import skip
from integrity.reviews.models import Case, Verdict
from integrity.stewardship.domain.accounts import set_active
from integrity.stewardship.domain.inventory import note_worker
from integrity.stewardship.domain.rules import set_rule
from integrity.stewardship.models import Artefact, WorkerNote
from integrity.submissions.models import Submission
from tests.factories.reports import a_finding, some_tracks
from tests.integrity.portal.addresses import Place, a_place
from tests.integrity.reviews.cases import (
    SHOWN,
    a_case,
    a_minute_passes,
    a_policy,
    all_as,
    decided,
    fresh,
    taken,
    the_time_to_reply_passes,
    typed_and_opened,
)
from tests.integrity.rows import (
    MP4_BYTES,
    a_course,
    a_lease,
    a_submission,
    a_tryout,
    a_user,
    an_assignment,
    an_office,
    assisted,
    reported,
)
from tests.integrity.stewardship.administrators import ENGINES, HOSTS, an_administrator
from tests.integrity.variant_rows import (
    A_TEMPLATE,
    a_template,
    a_templated_assignment,
    a_variant,
    right_answer,
)
from workers.progress import Progress
from workers.redaction import FOR_STUDENT
from workers.tracks.files import write_tracks

#: The findings of `cases.py`, as they are put into words in every language.
CUT = a_finding("continuity.cut", start_s=60.0, params={"at_s": 60.0})
GAP = a_finding("continuity.gap", start_s=90.0, params={"length_s": 6.5})

#: Their names are hard on a page.
STUDENTS = {
    "kim": ("Kim", "<b>Bold</b> & Söhne"),
    "tom": ("توم", "الطويل"),
    "uma": ("Uma", "Wolfeschlegelsteinhausenbergerdorff"),
    "vik": ("Вик", "О’Нил"),
}

#: By name, the arguments that an address is given.
Scene = dict[str, dict[str, Any]]


def a_scene() -> Scene:
    course = _course()
    place = a_place(course, "sam")
    furnish(place.submission.runs.get().report)
    scene: Scene = {"here": place.arguments()}
    for name, make in _CASES.items():
        scene[name] = _of_submission(make(course).submission)
    for name, make_submission in _RUNS.items():
        scene[name] = _of_submission(make_submission(course))
    scene["left alone"] = {"course_id": _left_alone().pk}
    scene |= {"trying": _of_submission(place.tryout), "tried": _of_submission(_tried(course))}
    scene |= _templates(course, place) | _empty() | _administered()
    return scene


def _left_alone() -> Course:
    """Two wait, and the one who is named is away."""
    course = a_course(
        "Rhetoric", ines=Role.INSTRUCTOR, rosa=Role.REVIEWER, sam=Role.STUDENT, kim=Role.STUDENT
    )
    for student in ("sam", "kim"):
        a_case(course=course, student=student)
    tomorrow = timezone.localdate() + timedelta(days=1)
    name_reviewers(course, a_user("ines"), {a_user("rosa").pk: tomorrow})
    return course


def _tried(course: Course) -> Submission:
    tryout = reported(a_tryout(an_assignment("work 4", course)))
    furnish(tryout.runs.get().report)
    return tryout


def _administered() -> Scene:
    ada = an_administrator()
    note_worker("lab-7, process 4412", engines=ENGINES, hosts=HOSTS, hosts_why_not="")
    note_worker("lab-8, process 91", engines=ENGINES, hosts=[], hosts_why_not="The list cannot be read.")
    WorkerNote.objects.filter(name="lab-8, process 91").update(seen_at=timezone.now() - timedelta(hours=2))
    set_active(a_user("gone"), active=False, by=ada)
    for artefact, days in ((Artefact.CACHE, 30), (Artefact.RECORDING, 1)):
        set_rule(artefact, days, by=ada)
    return {"ada": {"person_id": ada.pk}}


def _course() -> Course:
    course = a_course(
        "Programming <i>for</i> everybody",
        sam=Role.STUDENT,
        ines=Role.INSTRUCTOR,
        rosa=Role.REVIEWER,
        rob=Role.REVIEWER,
        **dict.fromkeys(STUDENTS, Role.STUDENT),
    )
    assisted(course, eli="sam")
    an_office("dis")
    for username, (first_name, last_name) in STUDENTS.items():
        user = a_user(username)
        user.first_name, user.last_name = first_name, last_name
        user.save()
    return course


def furnish(stored: StoredReport) -> None:
    """With a picture and tracks, where there are none."""
    (stored.path / "evidence").mkdir(exist_ok=True)
    (stored.path / FOR_STUDENT).mkdir(exist_ok=True)
    Image.new("RGB", (320, 60), "#dde8e6").save(stored.path / "evidence" / "text.jpg")
    if not (stored.path / "tracks").exists():
        (stored.path / "tracks").mkdir()
        write_tracks(stored.path / "tracks", some_tracks())


def _case(course: Course, student: str) -> Case:
    case = a_case(SHOWN, CUT, GAP, course=course, student=student)
    furnish(case.run.report)
    return case


def _told(course: Course, student: str = "kim") -> Case:
    """The student may reply."""
    case = _case(course, student)
    skip(taken(case, "rob"), "I leave in a minute.")
    decided(case, Verdict.UPHELD)
    a_minute_passes(case)
    return case


def _replied(course: Course, student: str = "tom") -> Case:
    case = _told(course, student)
    said = "It was an <advert> on the page."
    reply(case.submission, case.student, said, at_s=43.0, finding_id=SHOWN.id, is_all=False)
    return case


def _released(course: Course, student: str = "uma") -> Case:
    """The student may appeal."""
    case = _replied(course, student)
    the_time_to_reply_passes(case)
    release(taken(case))
    return fresh(case)


def _appealed(course: Course) -> Case:
    """In Rob's hands."""
    case = _released(course, "vik")
    appeal(case.submission, case.student, "Nobody <read> what I wrote.")
    taken(case, "rob")
    return fresh(case)


def _mine(course: Course) -> Case:
    """In Rosa's hands: some evidence is open, and something typed."""
    case = _case(_another(course), "kim")
    typed_and_opened(case, all_as(case, Verdict.CANNOT_TELL, policy="Rule 4", reason="I <look> again."))
    taken(case)
    return case


def _just_decided(course: Course) -> Case:
    case = _case(_another(course), "tom")
    decided(case, Verdict.DISMISSED)
    return case


def _decided(course: Course) -> Case:
    case = _case(_another(course), "uma")
    note_opened(case, a_user("rosa"), next(iter(findings_of(case))))
    decided(case, Verdict.DISMISSED)
    a_minute_passes(case)
    return case


def _blind(course: Course) -> Case:
    """In Rosa's hands, who has marked something and not finished looking."""
    blind = _third(course)
    case = _case(blind, "kim")
    mark(taken(case), "Somebody <speaks>.", start_s=12.0, end_s=15.5)
    return case


def _looked(course: Course) -> Case:
    case = _case(_third(course), "tom")
    mark(taken(case), "A second voice.", start_s=12.0, end_s=15.5)
    finish_looking(taken(case))
    return case


def _third(course: Course) -> Course:
    """Where a person looks first; of the same people."""
    found = Course.objects.filter(title="Rhetoric").first()
    people = {one.user.username: one.role for one in course.memberships.select_related("user")}
    blind = found or a_course("Rhetoric", **people)
    a_policy(blind, blind_first=True, emergency_contact=a_user("ines"))
    return blind


def _another(course: Course) -> Course:
    """Of the same people: cases are made in a course's first assignment, one for each student."""
    found = Course.objects.filter(title="Statistics").first()
    people = {one.user.username: one.role for one in course.memberships.select_related("user")}
    return found or a_course("Statistics", **people)


_CASES: dict[str, Callable[[Course], Case]] = {
    "told": _told,
    "replied": _replied,
    "released": _released,
    "appealed": _appealed,
    "mine": _mine,
    "just decided": _just_decided,
    "decided": _decided,
    "blind": _blind,
    "looked": _looked,
}


def _waiting(course: Course, title: str = "work 1") -> Submission:
    return a_submission(an_assignment(title, course), "sam", content=MP4_BYTES + title.encode())


def _running(course: Course) -> Submission:
    submission = _waiting(course, "work 2")
    leases.heartbeat(a_lease(submission.runs.get()), Progress(stage="sound", fraction=0.42))
    return submission


def _stopped(course: Course) -> Submission:
    submission = _waiting(course, "work 3")
    leases.fail(a_lease(submission.runs.get()), "The engine asr/whisper is not ready.", permanent=True)
    return submission


_RUNS: dict[str, Callable[[Course], Submission]] = {
    "waiting": _waiting,
    "running": _running,
    "stopped": _stopped,
}


def _of_submission(submission: Submission) -> dict[str, Any]:
    known: dict[str, Any] = {
        "course_id": submission.assignment.course_id,
        "assignment_id": submission.assignment_id,
        "submission_id": submission.pk,
    }
    if hasattr(submission, "case"):
        known |= {"case_id": submission.case.pk, "token": fresh(submission.case).token}
    return known


def _templates(course: Course, place: Place) -> Scene:
    version = place.variant.version
    go_on(start_check(version, a_user("ines"), people=20), limit_s=5)
    draft = save_version(version.template, A_TEMPLATE.replace("Show the", "Now show the"), a_user("ines"))
    failing = a_template(_failing("other"), course).versions.get()
    go_on(start_check(failing, a_user("ines"), people=20), limit_s=5)
    accommodate(course, a_user("kim").pk, ["large_text", "more_time"])
    large = a_variant(_assignment_of(place.variant), "kim")
    tryout_variant_for(_assignment_of(place.variant), a_user("ines"), language="en")
    _answer(place.variant)
    return {
        "variants": place.arguments() | {"assignment_id": place.variant.assignment_id},
        "large": {"variant_id": large.pk, "assignment_id": large.assignment_id},
        "draft": {"template_id": draft.template_id, "version_id": draft.pk},
        "failing": {"template_id": failing.template_id, "version_id": failing.pk},
    }


def _failing(name: str) -> str:
    """So few values that variants meet."""
    return A_TEMPLATE.replace('id = "square"', f'id = "{name}"').replace("to = 9999", "to = 101")


def _assignment_of(variant: IssuedVariant) -> Any:
    return (
        type(variant.assignment)
        .objects.select_related("template_version__template__course")
        .get(pk=variant.assignment_id)
    )


def _answer(variant: IssuedVariant) -> None:
    from integrity.courses.domain.answers import give_answers

    give_answers(variant, {"area": right_answer(variant)})


def _empty() -> Scene:
    """Courses and assignments in which nobody did anything."""
    course = a_course("Ethics", ines=Role.INSTRUCTOR, rosa=Role.REVIEWER)
    other = a_course("Logic", ines=Role.INSTRUCTOR, rosa=Role.REVIEWER)
    return {
        "empty course": {"course_id": course.pk},
        "empty assignment": {"assignment_id": an_assignment(course=other).pk},
        "empty variants": {"assignment_id": a_templated_assignment(course=other).pk},
    }
