"""`make bench`, or `python -m benchmarks [TABLE …] [--count N] [--first SEED]`.

The tables: planted, clean, task-page, people, encoded-again, capture, memory, repeat, judge-again, recall,
webcams, voices, recorder, growth, decoding, injections, ruler, codes, recorded-codes, course, examples, mutants, pages.
"""

import argparse
import datetime as dt
import os
import platform

from benchmarks.accuracy import (
    FIRST_SEED,
    measure_clean,
    measure_encoded_again,
    measure_people,
    measure_planted,
    measure_task_page,
)
from benchmarks.capture import measure_captures
from benchmarks.decoding import measure_decoding
from benchmarks.growth import measure_growth
from benchmarks.injections.measure import measure_injections
from benchmarks.limits import measure_judged_again, measure_memory, measure_repeat
from benchmarks.pages.measure import measure_pages
from benchmarks.recall.measure import measure_recall
from benchmarks.recall.voices import measure_voices
from benchmarks.recall.webcams import measure_webcams
from benchmarks.recorder.measure import measure_recorder
from benchmarks.ruler.measure import measure_ruler
from benchmarks.variants.course import measure_course, measure_examples
from benchmarks.variants.mutants import PEOPLE, measure_mutants
from benchmarks.variants.recorded import measure_recorded
from benchmarks.variants.shown import measure_shown

#: How many recordings each table asks for (recall, webcams, voices, people, encoded-again, injections and ruler:
#: of each kind); of the one for `memory`, how many minutes; of course, examples and mutants, how many people;
#: of pages, how often each is asked for; of decoding, how many rounds.
COUNTS = {
    "planted": 140,
    "clean": 300,
    "task-page": 50,
    "people": 60,
    "encoded-again": 60,
    "capture": 4,
    "memory": 10,
    "repeat": 8,
    "judge-again": 1,
    "recall": 10,
    "webcams": 10,
    "voices": 10,
    "recorder": 20,
    "growth": 3,
    "decoding": 7,
    "injections": 60,
    "ruler": 100,
    "codes": 300,
    "recorded-codes": 300,
    "course": 100_000,
    "examples": 10_000,
    "mutants": PEOPLE,
    "pages": 100,
}
MEASURES = {
    "planted": measure_planted,
    "clean": measure_clean,
    "task-page": measure_task_page,
    "people": measure_people,
    "encoded-again": measure_encoded_again,
    "capture": measure_captures,
    "memory": measure_memory,
    "repeat": measure_repeat,
    "judge-again": measure_judged_again,
    "recall": measure_recall,
    "webcams": measure_webcams,
    "voices": measure_voices,
    "recorder": measure_recorder,
    "growth": measure_growth,
    "decoding": measure_decoding,
    "injections": measure_injections,
    "ruler": measure_ruler,
    "codes": measure_shown,
    "recorded-codes": measure_recorded,
    "course": measure_course,
    "examples": measure_examples,
    "mutants": measure_mutants,
    "pages": measure_pages,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("table", nargs="*", choices=[*COUNTS, []], help="which; all of them without a name")
    parser.add_argument("--count", type=int, help="recordings (memory: minutes) in each, for a quick look")
    parser.add_argument("--first", type=int, default=FIRST_SEED, help="the first seed")
    given = parser.parse_args()
    rows: list[str] = []
    for table in given.table or COUNTS:
        rows += MEASURES[table](given.count or COUNTS[table], given.first)
    print(f"\n{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
