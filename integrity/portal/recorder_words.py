"""What the page "Record" says while it works: its scripts have these sentences from here.

Places in braces are filled in by static/js/recorder/words.js.
"""

from django.utils.translation import gettext as _

from integrity.portal.preflight_words import preflight_words


def recorder_words() -> dict[str, str]:
    return {**_states(), **_safety(), **_troubles(), **_names(), **preflight_words()}


def _states() -> dict[str, str]:
    return {
        "state_ready": _("Ready. Nothing is recorded yet."),
        "state_practising": _("Practice: half a minute, kept in this tab alone."),
        "state_practised": _("Watch your practice. Nobody else can, and it was not sent."),
        "state_recording": _("Recording."),
        "state_paused": _("Paused: nothing is recorded until you go on."),
        "state_unfinished": _("A recording was interrupted. All that was stored is still here."),
        "state_stopped": _("Stopped. It is not handed in yet."),
        "state_handing_in": _("Handing in. Keep this tab open until it says that it is safe to close."),
        "state_handed_in": _("Handed in. It is safe to close this tab."),
        "state_elsewhere": _("This recording is open in another tab."),
        "state_impossible": _("A screen cannot be recorded here."),
        "state_unstorable": _("This browser lets the page store nothing."),
        "network_lost": _("The network is gone. The recording goes on and is stored here."),
        "site_busy": _("The site cannot take it just now. The recording goes on and is stored here."),
        "network_back": _("The site can be reached again."),
    }


def _safety() -> dict[str, str]:
    return {
        "safety_sending": _("Safe: {stored} of {recorded} stored here, {sent} have arrived."),
        "safety_arrived": _("Safe: {stored} of {recorded} stored here, and all of that has arrived."),
        "safety_lost": _("Safe: {stored} of {recorded} stored here, sending when the network is back."),
        "safety_held": _(
            "Not safe yet: {stored} of {recorded} stored here. The disk has no room for the rest; it waits in this tab."
        ),
        "volume": _("{bytes} recorded, {sent} sent"),
    }


def _troubles() -> dict[str, str]:
    return {
        "start_without": _(
            "Not started: {name} is missing. See above how to mend it, or untick it where you may."
        ),
        "signed_out": _(
            "You are signed out. Sign in again in another tab; this one goes on by itself, and nothing is lost."
        ),
        "refused": _(
            "The site did not take it (answer {status}). Everything is still stored here: save a copy, and tell your instructor."
        ),
        "too_large": _(
            "The recording is larger than this site takes. Everything is still stored here: save a copy, and tell your instructor."
        ),
        "unreachable": _("The site cannot be reached just now. Nothing is lost; try again."),
        "slow": _(
            "This computer managed {rate} pictures a second, where 15 are wanted: close other programs, a video call above all."
        ),
        "failed": _(
            "This page made a mistake ({error}). What was stored is still here: load the page again."
        ),
        "full": _(
            "Paused: the disk has no room for more, and the last minutes wait in this tab's memory. Keep the tab open, free some room, then go on."
        ),
        "paused_screen": _("Paused: the screen is no longer shared. Go on to choose it again."),
        "paused_camera": _("Paused: the camera is gone. Connect it, or untick it, and go on."),
        "paused_microphone": _("Paused: the microphone is gone. Connect it, or untick it, and go on."),
    }


def _names() -> dict[str, str]:
    return {
        "name_screen": _("the screen"),
        "name_camera": _("the camera"),
        "name_microphone": _("the microphone"),
        "left": _("Stored here: {length}, the last of it from {at}."),
        "part": _("Play part {number}"),
        "save_part": _("Save part {number} as a file"),
    }
