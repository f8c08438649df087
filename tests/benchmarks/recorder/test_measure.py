from benchmarks.recorder.acting import Cost
from benchmarks.recorder.measure import Judged, recorder_rows


def judged(*codes: str, without: tuple[str, ...] = ()) -> Judged:
    return Judged(codes=codes, without=without, why=("pause", "reload"), size_bytes=3_000_000)


def test_cuts_and_freezes_are_counted_by_recording_and_gaps_are_not() -> None:
    cost = Cost(recorded_s=40.0, cpu_s=30.0, memory_bytes=1_500_000_000)
    rows = recorder_rows(
        [
            judged("continuity.gap", without=("continuity.cut", "continuity.gap")),
            judged("continuity.freeze", "continuity.cut", without=("continuity.cut",)),
            judged("continuity.repeat"),
        ],
        [cost, cost, cost],
    )
    first = "recordings of our own recorder, each with a pause, a reload and a lost network, cut or freeze: "
    assert rows == [
        first + "1/3 = 33.3 % (0.8 to 90.6)",
        "  without the journal they would have been: 2/3 = 66.7 % (9.4 to 99.2)",
        "  black or repeated (the made-up camera begins anew at a reload): 1/3 = 33.3 % (0.8 to 90.6)",
        "  interruptions in their journals: 3 pause, 3 reload",
        "  the browser's processor time for a second recorded: 0.75 s",
        "  its memory, shared parts counted in each process: 1500 MB at most",
        "  size: 0.60 Mbit/s",
    ]
