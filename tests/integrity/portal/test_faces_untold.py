"""Who went the way without faces reads like everybody else, wherever a report is shown."""

import re
import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from integrity.courses.domain.removals import rewritten_without
from integrity.inspections.models import StoredReport
from integrity.submissions.models import Submission
from tests.integrity.rows import PASSWORD, a_brief, a_reported_submission, a_tryout, reported
from workers.render.drawing import FILE_NAME
from workers.report import CheckName
from workers.tracks.files import write_tracks

pytestmark = pytest.mark.django_db

WITH_FACES = a_brief() + "[identity]\nexpected_people = 1\n"
READ_BY_PERSON = ("submission", "report-json", "report-html")


@pytest.fixture(autouse=True)
def key_file(settings: Settings, tmp_path: Path) -> None:
    settings.CANDOR_SIGNING_KEY_FILE = tmp_path / "signing.pem"


def rewrite(submission: Submission, *, brief: str, sees_faces: bool = True, **identity: object) -> None:
    """As if it had been inspected by this brief, and its check of faces had ended so."""
    stored = StoredReport.objects.get(run__submission=submission)
    (check,) = (one for one in stored.data["checks"] if one["check"] == CheckName.IDENTITY)
    check.update(identity)
    stored.data["made_by"]["settings_sha256"] = stored.data["brief"]["sha256"] = f"{len(brief):064d}"
    stored.save()
    if not sees_faces:
        tracks = stored.tracks()
        assert tracks is not None
        shutil.rmtree(stored.path / "tracks")
        write_tracks(stored.path / "tracks", replace(tracks, faces=None))
    (stored.path / FILE_NAME).unlink(missing_ok=True)
    submission.runs.update(brief_toml=brief)


def read_by(person: str, submission: Submission) -> list[str]:
    """All that the person can read of the report; what differs at each reading left out."""
    client = Client()
    assert client.login(username=person, password=PASSWORD)
    pages = [client.get(reverse(f"portal:{name}", args=[submission.pk])) for name in READ_BY_PERSON]
    case = client.get(reverse("portal:case", args=[submission.case.pk]))
    bundle = zipfile.ZipFile(BytesIO(client.get(_bundle(submission)).content))
    files = [bundle.read(name) for name in ("report.json", "report.html", "brief.toml")]
    texts = [*(page.content for page in pages), case.content, *files]
    return [
        re.sub(r'(csrfmiddlewaretoken" value|"X-CSRFToken"): ?"[^"]*"|value="\w{64}"', "", text.decode())
        for text in texts
    ]


def _bundle(submission: Submission) -> str:
    return reverse("portal:report-bundle", args=[submission.pk])


@pytest.mark.parametrize("person", ["rosa", "ines"])
def test_nothing_that_staff_reads_tells_who_went_without_faces(person: str) -> None:
    submission = a_reported_submission()
    rewrite(submission, brief=WITH_FACES)
    with_faces = read_by(person, submission)
    rewrite(
        submission, brief=a_brief(), status="skipped", engines=[], coverage={"examined_s": 0.0, "gaps": []}
    )
    assert read_by(person, submission) == with_faces


def test_faces_that_could_not_be_examined_are_told() -> None:
    submission = a_reported_submission()
    rewrite(submission, brief=WITH_FACES, status="inconclusive", message="No camera picture was found.")
    page, *_ = read_by("ines", submission)
    assert "No camera picture was found." in page


def test_the_student_reads_what_staff_reads() -> None:
    submission = a_reported_submission()
    rewrite(submission, brief=WITH_FACES)
    student = Client()
    assert student.login(username="sam", password=PASSWORD)
    page = student.get(reverse("portal:submission", args=[submission.pk])).content.decode()
    assert "Nothing was found, or it was not asked for." in page


def test_of_a_try_out_everything_is_told() -> None:
    submission = reported(a_tryout())
    rewrite(submission, brief=WITH_FACES)
    ines = Client()
    assert ines.login(username="ines", password=PASSWORD)
    page = ines.get(reverse("portal:submission", args=[submission.pk])).content.decode()
    assert "Nothing was found, or it was not asked for." not in page
    assert "dlib" in page


def test_a_bundle_s_brief_does_not_tell_what_of_faces_was_skipped() -> None:
    skipping = WITH_FACES.replace("[variant]", 'skip = ["identity.absent", "injection"]\n[variant]', 1)
    assert rewritten_without(skipping, {"identity"}) == rewritten_without(
        a_brief().replace("[variant]", 'skip = ["injection"]\n[variant]', 1), {"identity"}
    )
