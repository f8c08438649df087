"""A recording that a form hands in: its own file, or one that arrived in pieces."""

from django.core.files.uploadedfile import TemporaryUploadedFile

from integrity.courses.models import Assignment
from integrity.inspections.domain.handing_in import hand_in_upload
from integrity.inspections.domain.requests import hand_in
from integrity.portal.requests import SignedIn, text_in
from integrity.submissions.models import Submission
from integrity.submissions.queries import arrived_for
from integrity.submissions.refusals import UploadRefused
from integrity.submissions.uploads import was_too_large


def received(request: SignedIn, given_to: Assignment, *, is_tryout: bool = False) -> Submission:
    """Raises UploadRefused and VariantError."""
    if "upload" in request.POST:
        arrived = arrived_for(given_to, request.user, text_in(request, "upload"))
        if arrived is None:
            raise UploadRefused("gone")
        return hand_in_upload(arrived, is_tryout=is_tryout)
    upload = request.FILES.get("recording")
    if was_too_large(request):
        raise UploadRefused("too_large")
    if not isinstance(upload, TemporaryUploadedFile):
        raise UploadRefused("none")
    return hand_in(given_to, request.user, upload, file_name=upload.name or "", is_tryout=is_tryout)
