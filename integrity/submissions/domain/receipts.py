"""The receipt of a submission: signed once, when it is handed in."""

from integrity.lib.signing import signing_key
from integrity.submissions.domain import journal
from integrity.submissions.models import Receipt, Submission, Take
from workers.receipt import make_receipt


def receipt_of(submission: Submission) -> Receipt:
    """The stored one; made now for what was handed in before there were any. Raises KeyInvalid."""
    known = Receipt.objects.filter(submission=submission).first()
    if known is not None:
        return known
    signed = make_receipt(_said(submission), signing_key())
    return Receipt.objects.get_or_create(submission=submission, defaults={"signed_json": signed})[0]


def _said(submission: Submission) -> dict[str, object]:
    recording, assignment = submission.recording, submission.assignment
    return {
        "submission": str(submission.pk),
        "assignment": {
            "id": str(assignment.pk),
            "title": assignment.title,
            "course": assignment.course.title,
        },
        "student": {"name": str(submission.student), "username": submission.student.get_username()},
        "file": {"name": submission.file_name, "sha256": recording.sha256, "bytes": recording.size_bytes},
        "received_at": submission.created_at.isoformat(timespec="seconds"),
        "recorded_at": submission.recorded_at and submission.recorded_at.isoformat(timespec="seconds"),
        "journal": _journal(submission),
    }


def _journal(submission: Submission) -> dict[str, object] | None:
    take = Take.objects.filter(submission=submission).first()
    if take is None:
        return None
    return {"entries": journal.following(take), "last_link_sha256": journal.last_link(take)}
