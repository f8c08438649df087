"""What can be planted in a recording, and the finding that it should lead to."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Event(StrEnum):
    NONE = "none"
    CODE_MISSING = "code_missing"
    FOREIGN_CODE = "foreign_code"
    FORBIDDEN_WINDOW = "forbidden_window"
    PHRASE_NOT_SPOKEN = "phrase_not_spoken"
    PERSON_LEAVES = "person_leaves"
    SECOND_PERSON = "second_person"
    PERSON_SWAPPED = "person_swapped"
    STILL_PHOTO = "still_photo"
    CUT = "cut"
    FROZEN_CAMERA = "frozen_camera"
    REPEATED_SEGMENT = "repeated_segment"
    STEP_MISSING = "step_missing"
    STEPS_OUT_OF_ORDER = "steps_out_of_order"
    GRADER_TEXT = "grader_text"
    #: Only the task page is ever shown: no step may be called followed.
    TASK_PAGE_ONLY = "task_page_only"


EXPECTED_CODE: Mapping[Event, str] = MappingProxyType(
    {
        Event.CODE_MISSING: "text.code_missing",
        Event.FOREIGN_CODE: "text.foreign_code",
        Event.FORBIDDEN_WINDOW: "text.forbidden_shown",
        Event.PHRASE_NOT_SPOKEN: "speech.phrase_missing",
        Event.PERSON_LEAVES: "identity.absent",
        Event.SECOND_PERSON: "identity.several_people",
        Event.PERSON_SWAPPED: "identity.changed",
        Event.STILL_PHOTO: "identity.still_image",
        Event.CUT: "continuity.cut",
        Event.FROZEN_CAMERA: "continuity.freeze",
        Event.REPEATED_SEGMENT: "continuity.repeat",
        Event.STEP_MISSING: "instructions.step_missing",
        Event.STEPS_OUT_OF_ORDER: "instructions.out_of_order",
        Event.GRADER_TEXT: "injection.shown",
        Event.TASK_PAGE_ONLY: "instructions.step_missing",
    }
)

#: The kinds that the benchmark plants, each as often as the others.
PLANTED: tuple[Event, ...] = tuple(
    event for event in Event if event not in (Event.NONE, Event.TASK_PAGE_ONLY)
)

#: What the camera must be there for.
NEEDS_CAMERA = frozenset(
    {
        Event.PERSON_LEAVES,
        Event.SECOND_PERSON,
        Event.PERSON_SWAPPED,
        Event.STILL_PHOTO,
        Event.CUT,
        Event.FROZEN_CAMERA,
        Event.REPEATED_SEGMENT,
    }
)

#: What is missing from the whole recording, so that its span is all of it.
WHOLE_SPAN = frozenset(
    {
        Event.CODE_MISSING,
        Event.PHRASE_NOT_SPOKEN,
        Event.STILL_PHOTO,
        Event.STEP_MISSING,
        Event.TASK_PAGE_ONLY,
    }
)

#: What is true besides the planted finding, and so no error of whoever reports it.
ALSO_TRUE: Mapping[Event, tuple[str, ...]] = MappingProxyType(
    {
        Event.REPEATED_SEGMENT: ("continuity.cut",),
        Event.PERSON_SWAPPED: ("identity.mismatch",),
    }
)


class Twist(StrEnum):
    """What makes a clean recording hard without making it wrong."""

    PLAIN = "plain"
    SITS_STILL = "sits_still"
    HEAD_TURNS = "head_turns"
    PORTRAIT_ON_PAGE = "portrait_on_page"
    POLICY_PAGE = "policy_page"
    GLASSES = "glasses"
    BUSY_SWITCHES = "busy_switches"
    FAST_SCROLLING = "fast_scrolling"
    VIDEO_PLAYING = "video_playing"
    IDLE_SCREEN = "idle_screen"
    DARK_SWITCH = "dark_switch"
    MINIMISE_MAXIMISE = "minimise_maximise"
    ROOM_BRIGHTNESS = "room_brightness"
    LEANS_OUT = "leans_out"


#: Twists that are about the camera's picture.
CAMERA_TWISTS = frozenset(
    {
        Twist.SITS_STILL,
        Twist.HEAD_TURNS,
        Twist.PORTRAIT_ON_PAGE,
        Twist.GLASSES,
        Twist.BUSY_SWITCHES,
        Twist.IDLE_SCREEN,
        Twist.ROOM_BRIGHTNESS,
        Twist.LEANS_OUT,
    }
)
