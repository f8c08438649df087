"""How a model is shown a recording: which pictures, as what, how many at once, how their times are told, and what
goes along with them.
"""

from dataclasses import dataclass
from enum import StrEnum

from workers.engines.vlm.about import NOTHING_WRITTEN, About, TextAlong
from workers.engines.vlm.moments import TimeStyle


class Pick(StrEnum):
    """Which pictures: those in which the screen changed (the default); 10 or 64 spread over the recording; one
    a second; all that were kept. The others are for measuring.
    """

    CHANGES = "changes"
    TEN = "10"
    SIXTY_FOUR = "64"
    SECOND = "second"
    ALL = "all"


class Feed(StrEnum):
    """As what a picture reaches the model. `frames`: all its own tokens (the default). `pooled`: a quarter of
    them, neighbours averaged. `each`: one token a picture. `mean`: the pictures of a question averaged into
    one. `video`: one token for all of them. `captions`: in words, which the model is first asked for. `both`:
    the pictures of a question, and in words what the rest of the recording shows. `native`: as one video, with
    the model's own way of telling their times.
    """

    FRAMES = "frames"
    POOLED = "pooled"
    EACH = "each"
    MEAN = "mean"
    VIDEO = "video"
    CAPTIONS = "captions"
    BOTH = "both"
    NATIVE = "native"

    @property
    def averages(self) -> bool:
        """Whether tokens are averaged, which only a model in this process allows."""
        return self in {Feed.POOLED, Feed.EACH, Feed.MEAN, Feed.VIDEO}

    @property
    def captions(self) -> bool:
        return self in {Feed.CAPTIONS, Feed.BOTH}


class SoundAlong(StrEnum):
    """What a model is told of the sound: nothing (the default); what is said while its pictures stand; or the sound
    itself, behind each picture, for models that take sound.
    """

    NONE = "none"
    TRANSCRIPT = "transcript"
    HEARD = "heard"


class Drawn(StrEnum):
    """What is drawn into pictures before they are shown: the time of each; a number at every person who was
    followed, the same wherever that person is seen. Nothing by default.
    """

    TIMES = "times"
    MARKS = "marks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """`at_once`: how many pictures one question may show, 2 or more. 12 fit into 16,000 tokens. `texts`: what
    is given along in writing, and `about` what of it stands in no brief.
    """

    at_once: int = 12
    times: TimeStyle = TimeStyle.SECONDS
    pick: Pick = Pick.CHANGES
    feed: Feed = Feed.FRAMES
    sound: SoundAlong = SoundAlong.NONE
    texts: tuple[TextAlong, ...] = ()
    about: About = NOTHING_WRITTEN
    drawn: tuple[Drawn, ...] = ()

    @property
    def as_video(self) -> bool:
        return self.feed is Feed.NATIVE

    @property
    def hears(self) -> bool:
        """Whether the speech has to be there before a question is asked."""
        return self.sound is SoundAlong.TRANSCRIPT

    @property
    def listens(self) -> bool:
        """Whether the sound itself is shown."""
        return self.sound is SoundAlong.HEARD
