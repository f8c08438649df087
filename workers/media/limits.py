"""What one decoding pass may use before it is stopped."""

from dataclasses import dataclass

#: 16 kHz mono int16, as `pictures.Sound` has it; stated here too because the child sets its limits
#: before it loads numpy.
SOUND_BYTES_PER_S = 32_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of the decoding child; they hold for hostile files, honest ones stay far below.

    `wall_s`: time spent waiting for the child in all (time that the consumer takes does not count).
    `stall_s`: time without any word from the child, which reports about once a second.
    `cpu_s`, `memory_bytes`: the child's own, set by the child before it opens anything.
    `longest_s`: pictures and sound after this time are left out, and the source says so.
    `side_px`, `pixels`: larger pictures are refused before any is decoded.
    """

    wall_s: float = 4 * 3600.0
    stall_s: float = 60.0
    cpu_s: int = 4 * 3600
    memory_bytes: int = 3 * 1024**3
    longest_s: float = 12 * 3600.0
    side_px: int = 8192
    pixels: int = 36_000_000
