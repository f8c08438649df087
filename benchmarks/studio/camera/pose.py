"""How a person moves: sways that never quite repeat, turns, blinks, breath."""

from dataclasses import dataclass

import numpy as np

from benchmarks.studio.camera.plan import CameraPlan, Presence, Shift, Turn

_BLINK_S = 0.26


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """Where a person is. `across`/`down`: parts of the picture away from the seat; angles in
    radians; `mouth` and `lids`: 0 as in the portrait to 1 wide open (mouth) or shut (lids).
    """

    across: float
    down: float
    zoom: float
    roll: float
    yaw: float
    pitch: float
    head_across: float
    head_down: float
    breath: float
    mouth: float
    lids: float


class Sway:
    """Sums of slow sines with seeded phases: the way a body is never quite at rest."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng([seed, 5])
        self._rates_hz = rng.uniform(0.07, 0.55, (8, 4))
        self._phases = rng.uniform(0, 2 * np.pi, (8, 4))
        self._parts = rng.uniform(0.4, 1.0, (8, 4))
        self._parts /= self._parts.sum(axis=1, keepdims=True)

    def at(self, time_s: float) -> list[float]:
        """Eight independent values, each within -1 to 1."""
        waves = np.sin(2 * np.pi * self._rates_hz * time_s + self._phases)
        return [float(value) for value in (waves * self._parts).sum(axis=1)]


def pose_at(plan: CameraPlan, presence: Presence, sway: Sway, time_s: float, *, voice: float) -> Pose:
    """`voice`: how loud the person speaks at the moment, 0 to 1."""
    x, y, near, tilt, yaw, pitch, head_x, head_y = sway.at(time_s)
    life = presence.liveliness
    shift = _shifted(plan.shifts, time_s)
    turn_yaw, turn_pitch = _turned(plan.turns, time_s)
    outside = presence.outside_at(time_s)
    return Pose(
        across=0.035 * life * x + shift[0] + presence.side * outside * 0.95,
        down=0.018 * life * y + shift[1] - 0.05 * outside * (1 - outside),
        zoom=presence.size * (1 + 0.025 * life * near) * shift[2],
        roll=0.03 * life * tilt,
        yaw=0.10 * life * yaw + turn_yaw,
        pitch=0.06 * life * pitch + turn_pitch,
        head_across=0.03 * (0.25 + 0.75 * life) * head_x,
        head_down=0.025 * (0.25 + 0.75 * life) * head_y,
        breath=float(np.sin(2 * np.pi * (0.23 + 0.01 * (presence.motion % 8)) * time_s)),
        mouth=(voice if presence.speaks else 0.0),
        lids=_lids(plan.blinks, time_s),
    )


def _shifted(shifts: tuple[Shift, ...], time_s: float) -> tuple[float, float, float]:
    across, down, zoom = 0.0, 0.0, 1.0
    for shift in shifts:
        part = _eased((time_s - shift.at_s) / shift.over_s)
        if shift.back_s is not None:
            part *= 1 - _eased((time_s - shift.back_s) / shift.over_s)
        across += part * shift.across
        down += part * shift.down
        zoom *= 1 + part * (shift.zoom - 1)
    return across, down, zoom


def _turned(turns: tuple[Turn, ...], time_s: float) -> tuple[float, float]:
    yaw, pitch = 0.0, 0.0
    for turn in turns:
        part = _eased((time_s - turn.at_s) / 0.45) * (1 - _eased((time_s - turn.at_s - turn.hold_s) / 0.5))
        yaw += part * turn.yaw
        pitch += part * turn.pitch
    return yaw, pitch


def _lids(blinks: tuple[float, ...], time_s: float) -> float:
    """Shut within a third of the blink and open again."""
    for start_s in blinks:
        part = (time_s - start_s) / _BLINK_S
        if 0 <= part < 1:
            return min(1.0, 3 * part) if part < 0.5 else min(1.0, 2 * (1 - part))
    return 0.0


def _eased(part: float) -> float:
    clipped = min(1.0, max(0.0, part))
    return clipped * clipped * (3 - 2 * clipped)
