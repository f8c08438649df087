"""Which clear submissions a person looks at all the same: drawn by a hash that nobody outside can compute."""

import hashlib
import hmac

from integrity.reviews.terms import sample_share
from integrity.submissions.models import Submission

_PURPOSE = b"candor.review-sample/1"
_WHOLE = 1 << 64


def is_drawn(submission: Submission) -> bool:
    """The same answer whenever it is asked, as long as the share stays."""
    secret = bytes(submission.assignment.course.secret)
    digest = hmac.digest(secret, _PURPOSE + submission.pk.bytes, hashlib.sha256)
    return int.from_bytes(digest[:8]) < sample_share() * _WHOLE
