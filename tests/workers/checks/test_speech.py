from dataclasses import replace

import pytest

from tests.factories import judged
from workers.brief import parse_brief
from workers.checks.speech import SpeechCheck
from workers.report import CheckStatus, EvidenceKind, Gap, Severity
from workers.sentences import sentence
from workers.spans import Span
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import Heard, Untried, Word

PHRASE = "amber river seven"
WHERE = Span(start_s=12.0, end_s=13.5)


def a_brief(body):
    return parse_brief(f'schema = "candor.brief/1"\n{body}')


ASKS_PHRASE = a_brief(f'[variant]\nphrase = "{PHRASE}"')
REQUIRES = a_brief(f'[speech]\nrequired = ["{PHRASE}"]')
FORBIDS = a_brief(f'[speech]\nforbidden = ["{PHRASE}"]')


def tracks_of(*trials, text="", rough=True, gaps=(), **source):
    heard = judged.words(text, start_s=12.0) if text else []
    return RecordingTracks(
        source=judged.a_source(**source),
        speech=judged.a_speech_track(heard, rough=rough, gaps=gaps),
        phrases=judged.phrases(*trials),
    )


def a_trial(heard, *, span=WHERE, **changes):
    return replace(judged.a_trial(PHRASE, heard, span=span), **changes)


def judge(tracks, brief):
    judgement = SpeechCheck().judge(tracks, brief)
    if judgement.reason:
        # Every reason has its sentence, and every sentence the params it needs.
        assert sentence(f"status.{judgement.reason}", judgement.params, "ru")
    for finding in judgement.findings:
        assert sentence(f"finding.{finding.code}", finding.params, "en")
    assert (judgement.status is CheckStatus.COMPLETED) == (judgement.reason == "")
    return judgement


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ('[variant]\nphrase = "a b"', True),
        ('[variant]\ncode = "K7QX-204M"', False),
        ("[speech]\nrequired = []", True),
        ("", False),
    ],
)
def test_it_is_asked_for_by_a_phrase_or_a_speech_table(body, asked):
    assert SpeechCheck().asked_for(a_brief(body)) is asked


@pytest.mark.parametrize("brief", [ASKS_PHRASE, REQUIRES])
def test_what_was_said_gives_no_finding(brief):
    judgement = judge(tracks_of(a_trial(Heard.SPOKEN)), brief)
    assert (judgement.status, judgement.findings) == (CheckStatus.COMPLETED, ())


def test_a_phrase_whose_trial_was_lost_is_missing():
    tracks = tracks_of(a_trial(Heard.NOT_SPOKEN), text="now i open the editor")

    judgement = judge(tracks, ASKS_PHRASE)

    (finding,) = judgement.findings
    assert judgement.status is CheckStatus.COMPLETED
    assert (finding.code, finding.severity) == ("speech.phrase_missing", Severity.MINOR)
    assert (finding.start_s, finding.end_s) == (0.0, judged.LENGTH_S)
    (evidence,) = finding.evidence
    assert evidence.kind is EvidenceKind.SPEECH
    assert (evidence.start_s, evidence.end_s) == (WHERE.start_s, WHERE.end_s)
    assert evidence.text == "now i open the"
    assert finding.params == {"wanted": PHRASE}


def test_where_nobody_spoke_the_whole_recording_is_the_evidence():
    (finding,) = judge(tracks_of(a_trial(Heard.NOT_SPOKEN, span=None)), ASKS_PHRASE).findings
    (evidence,) = finding.evidence
    assert (evidence.start_s, evidence.end_s, evidence.text) == (0.0, judged.LENGTH_S, None)


@pytest.mark.parametrize("brief", [ASKS_PHRASE, REQUIRES, FORBIDS])
def test_between_the_margins_nothing_is_claimed(brief):
    judgement = judge(tracks_of(a_trial(Heard.UNDECIDED)), brief)
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "speech.undecided")
    assert judgement.findings == ()


@pytest.mark.parametrize(
    ("untried", "reason"),
    [
        (Untried.LANGUAGE, "speech.language_unknown"),
        (Untried.WORDS, "speech.unknown_words"),
        (Untried.NO_SOUND, "speech.poor_coverage"),
        (Untried.MUTED, "speech.muted"),
        (Untried.TOO_SHORT, "speech.too_short"),
    ],
)
@pytest.mark.parametrize("brief", [ASKS_PHRASE, REQUIRES, FORBIDS])
def test_what_could_not_be_tried_is_inconclusive_and_says_why(brief, untried, reason):
    trial = a_trial(Heard.UNDECIDED, span=None, untried=untried, unknown=("amber",))
    judgement = judge(tracks_of(trial), brief)
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, reason)
    assert judgement.findings == ()


@pytest.mark.parametrize("brief", [ASKS_PHRASE, REQUIRES, FORBIDS])
def test_a_text_that_was_not_listened_for_needs_perceiving_anew(brief):
    judgement = judge(tracks_of(), brief)
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "speech.not_perceived")


def test_a_recording_without_sound_is_inconclusive():
    tracks = RecordingTracks(source=judged.a_source(audio=False))
    judgement = judge(tracks, ASKS_PHRASE)
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "speech.no_sound")
    assert judgement.coverage.examined_s == 0.0


@pytest.mark.parametrize(
    "poor",
    [{"gaps": (Gap(start_s=20.0, end_s=40.0, why="no_sound"),)}, {"truncated": True}],
    ids=["gap", "truncated"],
)
def test_nothing_is_missing_where_too_little_could_be_heard(poor):
    judgement = judge(tracks_of(a_trial(Heard.NOT_SPOKEN), **poor), ASKS_PHRASE)
    assert (judgement.reason, judgement.findings) == ("speech.poor_coverage", ())


def test_a_short_gap_in_the_sound_does_not_keep_the_check_from_completing():
    gaps = (Gap(start_s=20.0, end_s=20.5, why="no_sound"),)
    judgement = judge(tracks_of(a_trial(Heard.NOT_SPOKEN), gaps=gaps), ASKS_PHRASE)
    assert [finding.code for finding in judgement.findings] == ["speech.phrase_missing"]


def test_a_rough_engine_never_claims_that_required_words_are_missing():
    judgement = judge(tracks_of(a_trial(Heard.NOT_SPOKEN), rough=True), REQUIRES)
    assert (judgement.reason, judgement.findings) == ("speech.rough", ())


def test_an_engine_that_is_not_rough_may_claim_it():
    (finding,) = judge(tracks_of(a_trial(Heard.NOT_SPOKEN), rough=False), REQUIRES).findings
    assert finding.code == "speech.required_missing"


@pytest.mark.parametrize("heard", [Heard.UNDECIDED, Heard.NOT_SPOKEN])
def test_required_words_in_the_transcript_were_said_whatever_the_trial(heard):
    judgement = judge(tracks_of(a_trial(heard), text=PHRASE), REQUIRES)
    assert (judgement.status, judgement.findings) == (CheckStatus.COMPLETED, ())


def test_words_that_were_heard_unsurely_do_not_count():
    tracks = tracks_of(a_trial(Heard.UNDECIDED))
    unsure = [Word(text=text, start_s=12.0, end_s=12.4, confidence=0.2) for text in PHRASE.split()]
    tracks = replace(tracks, speech=judged.a_speech_track(unsure, rough=True))
    assert judge(tracks, REQUIRES).reason == "speech.undecided"


def test_forbidden_words_whose_trial_was_won_were_said_there():
    tracks = tracks_of(a_trial(Heard.SPOKEN), text="amber river eleven")

    (finding,) = judge(tracks, FORBIDS).findings

    assert (finding.code, finding.severity) == ("speech.forbidden_said", Severity.MAJOR)
    assert (finding.start_s, finding.end_s) == (WHERE.start_s, WHERE.end_s)
    assert finding.evidence[0].text == "amber river eleven"
    assert finding.params == {"wanted": PHRASE}


@pytest.mark.parametrize("heard", [Heard.UNDECIDED, Heard.NOT_SPOKEN])
def test_a_rough_transcript_alone_accuses_nobody(heard):
    assert judge(tracks_of(a_trial(heard), text=PHRASE), FORBIDS).findings == ()


def test_forbidden_words_in_a_transcript_that_can_be_trusted_were_said():
    tracks = tracks_of(a_trial(Heard.UNDECIDED), text=f"so {PHRASE} it is", rough=False)
    (finding,) = judge(tracks, FORBIDS).findings
    assert (finding.start_s, finding.end_s) == (12.5, 13.9)
    assert finding.evidence[0].text == PHRASE


def test_forbidden_words_that_were_not_said_give_nothing():
    judgement = judge(tracks_of(a_trial(Heard.NOT_SPOKEN)), FORBIDS)
    assert (judgement.status, judgement.findings) == (CheckStatus.COMPLETED, ())


@pytest.mark.parametrize(
    ("code", "table"),
    [
        ("speech.phrase_missing", f'[variant]\nphrase = "{PHRASE}"'),
        ("speech.required_missing", f'[speech]\nrequired = ["{PHRASE}"]'),
        ("speech.forbidden_said", f'[speech]\nforbidden = ["{PHRASE}"]'),
    ],
)
def test_a_skipped_code_is_not_asked_at_all(code, table):
    brief = a_brief(f'skip = ["{code}"]\n{table}')
    judgement = judge(tracks_of(), brief)
    assert (judgement.status, judgement.findings) == (CheckStatus.COMPLETED, ())


def test_one_open_text_leaves_the_other_findings_standing():
    brief = a_brief(f'[variant]\nphrase = "{PHRASE}"\n[speech]\nforbidden = ["tell me"]')
    judgement = judge(tracks_of(a_trial(Heard.NOT_SPOKEN)), brief)
    assert judgement.reason == "speech.not_perceived"
    assert [finding.code for finding in judgement.findings] == ["speech.phrase_missing"]
