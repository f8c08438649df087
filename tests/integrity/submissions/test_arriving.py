"""The protocol of offsets, whatever a client does: what is acknowledged is on the disk, in order, once."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from integrity.lib.tus import Checksum
from integrity.submissions.domain.arriving import begin_file, cancel, take_piece
from integrity.submissions.models import Upload
from integrity.submissions.refusals import UploadRefused
from tests.integrity.rows import MP4_BYTES, a_user, an_assignment

CONTENT = MP4_BYTES + bytes(range(256)) * 8
OFFSETS = st.integers(0, len(CONTENT) + 10)
COUNTS = st.integers(0, 3000)


class OneUpload(RuleBasedStateMachine):
    """A client that sends pieces of one file, some twice, some damaged, some to the wrong place."""

    def __init__(self) -> None:
        super().__init__()
        self.acknowledged = 0
        self.is_gone = False

    @initialize(says_length=st.booleans())
    def begin(self, *, says_length: bool) -> None:
        length = len(CONTENT) if says_length else None
        self.upload = begin_file(an_assignment(), a_user("sam"), length=length, file_name="work.mp4")

    def send(self, offset: int, piece: bytes, **more: Any) -> str:
        """The code of the refusal; empty where it was taken."""
        try:
            take_piece(Upload.objects.get(pk=self.upload.pk), offset, [piece], count=len(piece), **more)
        except UploadRefused as refusal:
            return refusal.code
        return ""

    @rule(count=COUNTS)
    def the_next_piece_is_taken(self, count: int) -> None:
        piece = CONTENT[self.acknowledged : self.acknowledged + count]
        refused = self.send(self.acknowledged, piece)
        assert refused == ("gone" if self.is_gone else "")
        self.acknowledged += 0 if refused else len(piece)

    @rule(offset=OFFSETS, count=COUNTS)
    def a_piece_for_another_place_is_refused(self, offset: int, count: int) -> None:
        if offset != self.acknowledged:
            refused = self.send(offset, CONTENT[offset : offset + count])
            assert refused == ("gone" if self.is_gone else "offset")

    @precondition(lambda self: not self.is_gone and self.acknowledged < len(CONTENT))
    @rule(count=st.integers(1, 3000))
    def a_damaged_piece_is_not_kept(self, count: int) -> None:
        piece = CONTENT[self.acknowledged : self.acknowledged + count]
        checksum = Checksum(algorithm="sha256", digest=b"\0" * 32)
        assert self.send(self.acknowledged, piece, checksum=checksum) == "checksum"

    @rule(noise=st.binary(min_size=1, max_size=2000))
    def a_process_dies_before_it_acknowledges(self, noise: bytes) -> None:
        if not self.is_gone:
            with self.upload.path.open("ab") as file:
                file.write(noise)

    @precondition(lambda self: self.acknowledged == len(CONTENT))
    @rule()
    def the_length_is_said_at_the_end(self) -> None:
        refused = self.send(self.acknowledged, b"", length=len(CONTENT))
        assert refused == ("gone" if self.is_gone else "")
        assert self.is_gone or Upload.objects.get(pk=self.upload.pk).is_complete

    @precondition(lambda self: self.acknowledged == len(CONTENT))
    @rule()
    def it_is_cancelled(self) -> None:
        if not self.is_gone:
            cancel(Upload.objects.get(pk=self.upload.pk))
            self.is_gone = True

    @invariant()
    def what_was_acknowledged_is_on_the_disk(self) -> None:
        if not hasattr(self, "upload"):
            return
        assert Upload.objects.get(pk=self.upload.pk).offset == self.acknowledged
        if self.is_gone:
            assert not self.upload.path.exists()
        else:
            assert self.upload.path.read_bytes()[: self.acknowledged] == CONTENT[: self.acknowledged]


class TestOneUpload(OneUpload.TestCase, TestCase):  # type: ignore[misc,name-defined]  # made by hypothesis
    settings = settings(
        max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
    )
