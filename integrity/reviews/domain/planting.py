"""Planting known cases in the queue. They look like any other, and nothing follows from them for anybody."""

import shutil
import uuid

from django.db import transaction
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.courses.models import Assignment
from integrity.inspections.models import Run, RunState, StoredReport, run_folder
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.domain.cases import open_case, subject_of
from integrity.reviews.models import Case, CaseState, KnownCase, PlantedCase
from integrity.submissions.models import Submission

_FOLDER = "1"
_MAX_NAME = 100
_MAX_CHARS = 1000


class PlantingRefused(Refused):
    """The code says why (`known`, `name`, `agreed`, `held`); the page says it in words."""


@transaction.atomic
def plant_double(
    known: KnownCase, assignment: Assignment, by: User, *, name: str, agreed: str
) -> PlantedCase:
    """From now on it waits in the queue of the assignment's course, as handed in by `name`. Raises PlantingRefused."""
    name, agreed = (text.replace("\0", "").strip() for text in (name, agreed))
    if known.retired:
        raise PlantingRefused("known")
    if not name or len(name) > _MAX_NAME:
        raise PlantingRefused("name")
    if not agreed or len(agreed) > _MAX_CHARS:
        raise PlantingRefused("agreed")
    stored = _double_of(known.decision.run.report, assignment, _stand_in(name, by))
    case = open_case(stored)
    planted = PlantedCase.objects.create(case=case, known=known, by=by, agreed=agreed)
    audit.append("case.doubled", subject=subject_of(case), by=by, known=known.pk)
    return planted


@transaction.atomic
def withdraw(planted: PlantedCase, by: User) -> None:
    """It waits for nobody any more. Raises PlantingRefused where somebody has it, or decided it."""
    case = Case.objects.select_for_update().get(pk=planted.case_id)
    is_held = case.lease_until is not None and case.lease_until > timezone.now()
    if case.state != CaseState.WAITING or is_held:
        raise PlantingRefused("held")
    case.state = CaseState.WITHDRAWN
    case.save(update_fields=["state"])
    audit.append("case.withdrawn", subject=subject_of(case), by=by)


def _stand_in(name: str, by: User) -> User:
    """Somebody who is nobody: in no course, and without a way to sign in."""
    first, _, last = name.partition(" ")
    user = User(
        username=f"stand-in-{uuid.uuid4().hex}",
        first_name=first,
        last_name=last,
        institution=by.institution,
        is_active=False,
    )
    user.set_unusable_password()
    user.save()
    return user


def _double_of(known: StoredReport, assignment: Assignment, stand_in: User) -> StoredReport:
    """The same recording, brief, report and pictures under other numbers."""
    source = known.run.submission
    submission = Submission.everything.create(
        assignment=assignment,
        student=stand_in,
        recording=source.recording,
        file_name=source.file_name,
        double_of=source,
    )
    run = Run.objects.create(
        submission=submission,
        brief_toml=known.run.brief_toml,
        state=RunState.DONE,
        finished_at=timezone.now(),
    )
    shutil.copytree(known.path, run_folder(run.pk) / _FOLDER)
    return StoredReport.objects.create(run=run, outcome=known.outcome, data=known.data, folder=_FOLDER)
