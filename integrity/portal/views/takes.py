"""What our own recorder asks while it records (docs/uploads.md): a take, its journal, its end."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrity.courses.models import Role
from integrity.courses.queries import assignments_as
from integrity.inspections.domain.handing_in import hand_in_take
from integrity.portal.refusals import STATUS, sentence_of
from integrity.portal.requests import SignedIn
from integrity.portal.scripted import JsonInvalid, object_in, scripted
from integrity.submissions.domain import journal, takes
from integrity.submissions.domain.journal import EntryMissing, JournalInvalid
from integrity.submissions.domain.takes import MOST_STRETCHES, TakeIncomplete
from integrity.submissions.models import Submission, Take
from integrity.submissions.queries import takes_of
from integrity.submissions.refusals import UploadRefused
from variants.errors import VariantError


def _answered_in_words(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answered(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (JsonInvalid, JournalInvalid) as error:
            return JsonResponse({"problem": str(error)}, status=HTTPStatus.BAD_REQUEST)
        except EntryMissing as error:
            return JsonResponse({"next": error.following}, status=HTTPStatus.CONFLICT)
        except TakeIncomplete as error:
            return JsonResponse({"missing": error.missing}, status=HTTPStatus.CONFLICT)
        except UploadRefused as refusal:
            return JsonResponse({"problem": sentence_of(refusal.code)}, status=STATUS[refusal.code])
        except VariantError:
            sentence = _("Your variant cannot be made just now. Nothing is lost; try again later.")
            return JsonResponse({"problem": sentence}, status=HTTPStatus.SERVICE_UNAVAILABLE)

    return answered


@scripted
@require_POST
@_answered_in_words
def begin(request: SignedIn, assignment_id: UUID) -> JsonResponse:
    given = get_object_or_404(assignments_as(request.user, Role.STUDENT), pk=assignment_id)
    take = takes.begin(given, request.user, clock=journal.read_time(object_in(request).get("clock"), "clock"))
    return JsonResponse(_about(take), status=HTTPStatus.CREATED)


@scripted
@require_safe
def take(request: SignedIn, take_id: UUID) -> JsonResponse:
    shown = get_object_or_404(takes_of(request.user), pk=take_id)
    stretches = [
        {"number": upload.stretch, "upload": str(upload.pk), "offset": upload.offset, "length": upload.length}
        for upload in shown.stretches.filter(gone_at=None)
    ]
    state = {"state": shown.state, "stretches": stretches, "journal_next": journal.following(shown)}
    handed_in = {} if shown.submission is None else _handed_in(shown.submission)
    return JsonResponse(_about(shown) | state | handed_in)


@scripted
@require_POST
@_answered_in_words
def add_to_journal(request: SignedIn, take_id: UUID) -> JsonResponse:
    shown = get_object_or_404(takes_of(request.user), pk=take_id)
    said = object_in(request)
    clock = journal.read_time(said.get("clock"), "clock")
    entries = journal.read_entries(said.get("entries"))
    return JsonResponse({"next": journal.append(shown, entries, clock_off_s=takes.off_s(clock))})


@scripted
@require_POST
@_answered_in_words
def hand_in(request: SignedIn, take_id: UUID) -> JsonResponse:
    shown = get_object_or_404(takes_of(request.user), pk=take_id)
    said = object_in(request)
    stretches = _count(said, "stretches", least=1, most=MOST_STRETCHES)
    entries = _count(said, "entries", least=0, most=journal.MOST_ENTRIES)
    submission = hand_in_take(shown, stretches=stretches, entries=entries)
    return JsonResponse(_handed_in(submission), status=HTTPStatus.CREATED)


@scripted
@require_POST
@_answered_in_words
def discard(request: SignedIn, take_id: UUID) -> JsonResponse:
    takes.discard(get_object_or_404(takes_of(request.user), pk=take_id))
    return JsonResponse({"state": "discarded"})


def _count(said: dict[str, Any], name: str, *, least: int, most: int) -> int:
    number = said.get(name)
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise JsonInvalid(f"{name} must be a whole number from {least} to {most}.")
    return number


def _about(take: Take) -> dict[str, object]:
    return {
        "take": str(take.pk),
        "clock_off_s": take.clock_off_s,
        "journal": reverse("portal:take-journal", args=[take.pk]),
        "hand_in": reverse("portal:take-hand-in", args=[take.pk]),
        "discard": reverse("portal:take-discard", args=[take.pk]),
        "uploads": reverse("portal:uploads"),
    }


def _handed_in(submission: Submission) -> dict[str, object]:
    return {
        "submission": reverse("portal:submission", args=[submission.pk]),
        "receipt": reverse("portal:receipt", args=[submission.pk]),
        "sha256": submission.recording_id,
        "safe_to_close": True,
    }
