"""The file itself: never a claim about conduct."""

import pytest

from tests.factories.judged import a_recording, a_source, a_task
from workers.checks.recording import RecordingCheck
from workers.report import CheckStatus, EvidenceKind, Severity
from workers.tracks.source import SourceTrack


@pytest.mark.parametrize(
    ("source", "codes", "status", "reason"),
    [
        (a_source(), [], CheckStatus.COMPLETED, ""),
        (a_source(audio=False), ["recording.no_audio"], CheckStatus.COMPLETED, ""),
        (a_source(video=False), ["recording.no_video"], CheckStatus.INCONCLUSIVE, "recording.no_video"),
        (
            a_source(truncated=True, read_s=40.0),
            ["recording.truncated"],
            CheckStatus.INCONCLUSIVE,
            "recording.truncated",
        ),
        (
            a_source(unreadable="It is a text.", video=False, audio=False),
            ["recording.unreadable"],
            CheckStatus.INCONCLUSIVE,
            "recording.unreadable",
        ),
    ],
)
def test_what_a_file_lacks_is_information(
    source: SourceTrack, codes: list[str], status: CheckStatus, reason: str
) -> None:
    judgement = RecordingCheck().judge(a_recording(source=source), a_task())
    assert [finding.code for finding in judgement.findings] == codes
    assert (judgement.status, judgement.reason) == (status, reason)
    assert {finding.severity for finding in judgement.findings} <= {Severity.INFO}
    assert {item.kind for finding in judgement.findings for item in finding.evidence} <= {
        EvidenceKind.CONTAINER
    }


def test_a_truncated_file_says_how_much_could_be_read() -> None:
    source = a_source(truncated=True, read_s=40.0, stated_s=60.0)
    (finding,) = RecordingCheck().judge(a_recording(source=source), a_task()).findings
    assert finding.params == {"read_s": 40.0, "stated_s": 60.0}


def test_a_file_that_cannot_be_read_has_no_times() -> None:
    source = a_source(unreadable="It is a text.", video=False, audio=False)
    (finding,) = RecordingCheck().judge(a_recording(source=source), a_task()).findings
    assert (finding.start_s, finding.end_s) == (None, None)
    assert finding.params == {"why": "It is a text."}
