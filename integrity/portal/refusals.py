"""Why a recording is not taken, in words: for the form, and for scripts that send in pieces."""

from http import HTTPStatus

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from integrity.lib.tus import CHECKSUM_MISMATCH
from integrity.submissions.uploads import max_upload_bytes

#: What a script is answered, by the code of the refusal.
STATUS = {
    "empty": HTTPStatus.BAD_REQUEST,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "beyond_length": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "not_a_video": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "length": HTTPStatus.BAD_REQUEST,
    "offset": HTTPStatus.CONFLICT,
    "busy": HTTPStatus.LOCKED,
    "gone": HTTPStatus.GONE,
    "no_space": HTTPStatus.INSUFFICIENT_STORAGE,
    "too_many": HTTPStatus.TOO_MANY_REQUESTS,
    "take_closed": HTTPStatus.CONFLICT,
    "incomplete": HTTPStatus.CONFLICT,
    "cannot_be_joined": HTTPStatus.UNPROCESSABLE_ENTITY,
    "checksum": CHECKSUM_MISMATCH,
    "early": HTTPStatus.CONFLICT,
    "closed": HTTPStatus.CONFLICT,
    "attempts": HTTPStatus.CONFLICT,
}


def sentence_of(code: str) -> str:
    limit = filesizeformat(max_upload_bytes())
    return {
        "none": _("Choose the file of your recording first."),
        "empty": _("This file is empty. Choose the recording itself; its size should not be 0."),
        "too_large": _("This file is larger than the %(limit)s allowed.") % {"limit": limit},
        "beyond_length": _("More was sent than the file was said to have. What arrived before is kept."),
        "not_a_video": _(
            "This file is not a video that can be read here: MP4, MOV, MKV, WebM, AVI or MPEG-TS is needed. "
            "Its name does not matter, its content does."
        ),
        "length": _("The file's size is not what was said before."),
        "offset": _("The next piece starts somewhere else. Ask where, and go on from there."),
        "busy": _("A piece of this file is being written just now. Try again in a moment."),
        "gone": _("This upload is over: it was cancelled, or nothing came for too long. Start again."),
        "no_space": _("There is no room left here for the moment. What arrived is kept; try again later."),
        "too_many": _("Too many of your uploads are under way. Cancel some, or hand them in."),
        "take_closed": _("This recording is handed in or discarded; nothing can be added to it."),
        "incomplete": _("The file has not arrived as a whole yet."),
        "cannot_be_joined": _(
            "The parts of this recording do not fit together: the picture or the sound was recorded "
            "in another form after the interruption. Nothing is lost; ask your instructor."
        ),
        "early": _("This assignment is not open yet."),
        "closed": _("This assignment is closed. If you need more time, ask your instructor."),
        "attempts": _("You have no attempt left here. Your instructor can give you another."),
        "checksum": _("The piece was damaged on its way. It is not kept; send it again."),
    }[code]
