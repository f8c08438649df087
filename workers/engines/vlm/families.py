"""What families of models want done differently. A family that is not listed is asked as most are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """`part`: the part of the whole model that answers in text. `pictures`: said to the processor."""

    part: str | None = None
    pictures: Mapping[str, Any] = field(default_factory=dict)


_MOST = Family()
#: By `model_type` in the model's config.json.
_FAMILIES: Mapping[str, Family] = {
    # A picture of several is one tile: cut into up to 12, as single pictures are, none would fit.
    "internvl": Family(pictures={"crop_to_patches": False}),
    # The rest of these models speaks.
    "qwen2_5_omni": Family(part="thinker"),
    "qwen3_omni_moe": Family(part="thinker"),
}


def family_of(model_type: str) -> Family:
    return _FAMILIES.get(model_type, _MOST)
