from dataclasses import replace

from tests.factories.reports import OCR, some_lines, some_speech
from workers.render.transcript import screen_text_of, transcript_of
from workers.spans import Span
from workers.tracks.speech import Word
from workers.tracks.text import TextTrack


def words_at(*starts_s: float) -> tuple[Word, ...]:
    return tuple(
        Word(text=f"w{start:g}", start_s=start, end_s=start + 0.5, confidence=0.9) for start in starts_s
    )


def passages(*starts_s: float) -> list[tuple[float, str]]:
    transcript = transcript_of(replace(some_speech(), words=words_at(*starts_s)))
    return [(passage.at.seconds, passage.text) for passage in transcript.passages]


def test_words_of_ten_seconds_make_one_paragraph():
    assert passages(0, 2, 4, 6, 8, 10, 12) == [(0, "w0 w2 w4 w6 w8"), (10, "w10 w12")]


def test_a_pause_begins_a_new_paragraph():
    assert passages(0, 1, 4, 5) == [(0, "w0 w1"), (4, "w4 w5")]


def test_no_words_make_no_paragraph():
    assert passages() == []


def test_lines_of_the_screen_come_in_order_of_time():
    one, two = some_lines()
    late = replace(one, spans=(Span(start_s=99.0, end_s=100.0),), text="last")
    lines = screen_text_of(TextTrack(engine=OCR, lines=(late, two, one)))
    assert [line.text for line in lines] == [one.text, two.text, "last"]
