"""The report as its student sees it: the same findings, without the codes and names that belong to other people."""

from collections.abc import Callable
from dataclasses import replace

from workers.matching import Match, find_all
from workers.others import Others
from workers.render.transcript import Passage, Texts
from workers.report import Evidence, ParamValue, Report
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import Word

#: Beside a report's `evidence`: the pictures of it that a student sees otherwise. That the folder is there says
#: that all were looked at.
FOR_STUDENT = "for_student"
_DOT = "•"


def without(text: str, others: Others) -> str:
    """The text with a dot for each letter and digit of what is not shown; as long as before.

    Also of what was read with look-alikes.
    """
    for pattern in others.patterns:
        for match in reversed(find_all(pattern, text)):
            end = _end_of_word(text, match)
            hidden = "".join(_DOT if one.isalnum() else one for one in text[match.start : end])
            text = text[: match.start] + hidden + text[end:]
    return text


def _end_of_word(text: str, match: Match) -> int:
    """Where it was misread, its last letter may be what was."""
    end = match.end
    while match.edits and end < len(text) and text[end].isalnum():
        end += 1
    return end


def redacted(report: Report, others: Others) -> Report:
    """Ids stay as they are, so that decisions and replies stay attached."""
    if others == Others():
        return report
    hidden = _with_evidence(
        report, lambda one: replace(one, text=without(one.text, others) if one.text else one.text)
    )
    return replace(
        hidden,
        findings=tuple(
            replace(
                one,
                message=without(one.message, others),
                params={name: _param(value, others) for name, value in one.params.items()},
            )
            for one in hidden.findings
        ),
        steps=tuple(replace(one, message=without(one.message, others)) for one in hidden.steps),
    )


def redacted_tracks(tracks: RecordingTracks, others: Others) -> RecordingTracks:
    """With the lines of the screen and the words as the student may read them."""
    if others == Others():
        return tracks
    text, speech = tracks.text, tracks.speech
    if text is not None:
        text = replace(text, lines=tuple(replace(one, text=without(one.text, others)) for one in text.lines))
    if speech is not None:
        speech = replace(speech, words=_words(speech.words, others))
    return replace(tracks, text=text, speech=speech)


def redacted_texts(texts: Texts, others: Others) -> Texts:
    if others == Others():
        return texts

    def hidden(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(replace(one, text=without(one.text, others)) for one in passages)

    said = texts.transcript
    return replace(
        texts,
        transcript=replace(said, passages=hidden(said.passages)) if said else None,
        screen_text=hidden(texts.screen_text) if texts.screen_text is not None else None,
    )


def _words(words: tuple[Word, ...], others: Others) -> tuple[Word, ...]:
    """A name is several words: they are looked at as one text."""
    text = without(" ".join(word.text for word in words), others)
    shown, start = [], 0
    for word in words:
        shown.append(replace(word, text=text[start : start + len(word.text)]))
        start += len(word.text) + 1
    return tuple(shown)


def without_pictures(report: Report) -> Report:
    return _with_evidence(report, lambda one: replace(one, image=None))


def _with_evidence(report: Report, change: Callable[[Evidence], Evidence]) -> Report:
    return replace(
        report,
        findings=tuple(
            replace(
                one,
                evidence=tuple(map(change, one.evidence)),
                counter_evidence=tuple(map(change, one.counter_evidence)),
            )
            for one in report.findings
        ),
        steps=tuple(replace(one, evidence=tuple(map(change, one.evidence))) for one in report.steps),
    )


def _param(value: ParamValue, others: Others) -> ParamValue:
    return without(value, others) if isinstance(value, str) else value
