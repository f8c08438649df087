"""What is wrong before a recording, and how to mend it in each browser.

A name ends in the browser (chrome, edge, firefox, safari) where its settings are somewhere of its own.
"""

from django.utils.translation import gettext as _


def preflight_words() -> dict[str, str]:
    return {**_marks(), **_camera(), **_microphone(), **_screen(), **_machine(), **_network()}


def _marks() -> dict[str, str]:
    return {
        "mark_good": _("✓ fine"),
        "mark_fair": _("◐ works, but read this"),
        "mark_bad": _("● to mend"),
        "mark_busy": _("… looking"),
        "mark_unasked": _("– left out"),
        "asking": _("The browser asks you; allow it there."),
        "checking": _("Being tried."),
    }


def _allow() -> dict[str, str]:
    """Where each browser keeps what was refused."""
    return {
        "chrome": _("Click the icon left of the address, allow camera and microphone, and check again."),
        "edge": _("Click the lock left of the address, allow camera and microphone, and check again."),
        "firefox": _(
            "Click the crossed-out symbol left of the address, remove the block with ×, and check again."
        ),
        "safari": _(
            "In the menu Safari, Settings for this website, allow camera and microphone, and check again."
        ),
    }


def _camera() -> dict[str, str]:
    denied = _("The browser does not let this page use the camera.")
    return {
        "camera_good": _("The camera works, at {width} × {height}."),
        "camera_off": _("The recording has no camera picture."),
        "camera_ended": _("The camera is gone. Connect it and check again."),
        "camera_denied": f"{denied} "
        + _("Allow it in the browser's settings for this page, and check again."),
        **{f"camera_denied_{name}": f"{denied} {remedy}" for name, remedy in _allow().items()},
        "camera_system": _(
            "The system does not let the browser use the camera: allow it in the system's privacy settings, then start the browser again."
        ),
        "camera_absent": _("No camera was found. Connect one and check again, or untick the camera."),
        "camera_busy": _("Another program uses the camera. Close it (a video call?) and check again."),
        "camera_failed": _("The camera did not start ({error}). Connect it anew and check again."),
    }


def _microphone() -> dict[str, str]:
    denied = _("The browser does not let this page use the microphone.")
    muted = _("Nothing is heard: the microphone is muted, or switched off.")
    return {
        "microphone_good": _("The microphone hears you. Speak: the bar moves."),
        "microphone_off": _("The recording has no sound."),
        "microphone_ended": _("The microphone is gone. Connect it and check again."),
        "microphone_denied": f"{denied} "
        + _("Allow it in the browser's settings for this page, and check again."),
        **{f"microphone_denied_{name}": f"{denied} {remedy}" for name, remedy in _allow().items()},
        "microphone_system": _(
            "The system does not let the browser use the microphone: allow it in the system's privacy settings, then start the browser again."
        ),
        "microphone_absent": _(
            "No microphone was found. Connect one and check again, or untick the microphone."
        ),
        "microphone_busy": _(
            "Another program uses the microphone. Close it (a video call?) and check again."
        ),
        "microphone_failed": _("The microphone did not start ({error}). Connect it anew and check again."),
        "microphone_muted": f"{muted} "
        + _("Look for a switch on it or on the keyboard, and for its volume in the system's sound settings."),
        **{f"microphone_muted_{name}": f"{muted} {remedy}" for name, remedy in _unmute().items()},
    }


def _unmute() -> dict[str, str]:
    return {
        "chrome": _(
            "Look for a switch on it or on the keyboard; then click the icon left of the address, Site settings, Microphone, and see that the right one is chosen and not muted."
        ),
        "edge": _(
            "Look for a switch on it or on the keyboard; then open edge://settings/content/microphone and see that the right one is chosen."
        ),
        "firefox": _(
            "Look for a switch on it or on the keyboard; then click the microphone symbol left of the address, remove the permission with ×, check again and choose the right one."
        ),
        "safari": _(
            "Click the microphone symbol in the address field to unmute it; else look at Input in the system's sound settings."
        ),
    }


def _screen() -> dict[str, str]:
    return {
        "screen_good": _("Your whole screen is shared."),
        "screen_part": _(
            "One window or tab is shared: only that is recorded. What you do elsewhere is not in it, and nobody can see it there."
        ),
        "screen_ended": _("The screen is no longer shared. Choose it again."),
        "screen_denied": _("No screen was chosen. Choose again, and confirm in the browser's window."),
        "screen_denied_safari": _(
            "No screen was chosen. Choose again, and answer Safari's question with Allow to Share Screen."
        ),
        "screen_system": _(
            "The system does not let the browser record the screen: allow it under Privacy & Security, Screen Recording, then start the browser again."
        ),
        "screen_absent": _("No screen was found that can be shared."),
        "screen_busy": _("The system does not give the screen away just now. Choose again."),
        "screen_failed": _("The screen could not be shared ({error}). Choose again."),
        "screen_impossible": _(
            "This browser cannot share a screen; phones and tablets cannot. Use a computer, or upload a file."
        ),
    }


def _machine() -> dict[str, str]:
    upload = _("You can also record with another program and upload the file.")
    return {
        "format_good": _("This browser records WebM."),
        "format_bad": _("This browser cannot record WebM. Use Chrome, Edge or Firefox.") + f" {upload}",
        "format_bad_safari": _(
            "This Safari cannot record WebM: version 18.4 or later can. Update it, or use Chrome, Edge or Firefox."
        )
        + f" {upload}",
        "disk_good": _("There is room for {room}, and the browser will not clear it by itself."),
        "disk_not_lasting": _(
            "There is room for {room}. The browser may clear it if the disk gets full: hand in today."
        ),
        "disk_bad": _(
            "The browser gives this page {room}: about {minutes} minutes. Free some room on the disk, or use a window that is not private."
        ),
    }


def _network() -> dict[str, str]:
    return {
        "network_good": _("{mbit} Mbit/s upwards: the recording arrives while you record."),
        "network_fair": _(
            "{mbit} Mbit/s upwards, {wanted} are wanted: record all the same, it is stored here and takes longer to arrive."
        ),
        "network_bad": _(
            "The site cannot be reached. A recording can begin once it can; after that it is stored here whatever the network does."
        ),
        "clock_good": _("Your clock is right."),
        "clock_slow": _(
            "Your clock is about {minutes} min slow. It costs you nothing: the site's clock counts. Set it right if you can."
        ),
        "clock_fast": _(
            "Your clock is about {minutes} min fast. It costs you nothing: the site's clock counts. Set it right if you can."
        ),
    }
