"""What a disability office can arrange, in words."""

from django.utils.translation import gettext as _

from integrity.courses.domain.arrangements import Preset


def preset_words() -> dict[str, str]:
    return {
        Preset.SCREEN_READER: _("A screen reader speaks"),
        Preset.INTERPRETER: _("An interpreter is seen or heard"),
        Preset.SIGNING: _("The person signs instead of speaking"),
        Preset.ABSENCE: _("The person may leave the picture"),
        Preset.NO_PHRASE: _("No phrase to say"),
        Preset.NO_CAMERA: _("No camera picture"),
    }
