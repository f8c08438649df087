"""How weights learn: matrices by Muon, all else by AdamW, at a pace that rises and falls over a course.

Muon: K. Jordan et al., Muon: an optimizer for hidden layers in neural networks (2024).
"""

from collections.abc import Iterable, Mapping

import torch

from workers.train.abreast import ALONE, Abreast

WARM_UP, FALLS_FROM = 0.02, 0.4


class Learner:
    """Takes steps for some of a model's weights, `by_name`; embeddings and heads are no hidden layers. `matrices`
    and `rest`: how large steps are at most. `abreast`: who else learns.
    """

    def __init__(
        self,
        by_name: Mapping[str, torch.nn.Parameter],
        *,
        matrices: float,
        rest: float,
        abreast: Abreast = ALONE,
    ) -> None:
        hidden = [value for name, value in by_name.items() if _is_hidden(name, value)]
        others = [value for name, value in by_name.items() if not _is_hidden(name, value)]
        self._abreast = abreast
        self._weights = [*hidden, *others]
        self._optimizers: list[tuple[torch.optim.Optimizer, float]] = [
            (torch.optim.AdamW(others, betas=(0.9, 0.98), weight_decay=0.0), rest)
        ]
        if hidden:
            self._optimizers.append((torch.optim.Muon(hidden, weight_decay=0.01), matrices))

    def step(self, loss: torch.Tensor, part: float) -> float:
        """`part` of the course that is behind, 0 to 1. The loss, as it was before the step."""
        loss.backward()  # type: ignore[no-untyped-call]  # torch does not say its type
        self._abreast.average(self._weights)
        torch.nn.utils.clip_grad_norm_(self._weights, 1.0)
        for optimizer, rate in self._optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate * pace(part)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        return float(loss.detach())


def pace(part: float) -> float:
    """Up, level, and down to a hundredth by the end."""
    if part < WARM_UP:
        return max(0.01, part / WARM_UP)
    return min(1.0, 0.01 + 0.99 * (1 - part) / (1 - FALLS_FROM))


def _is_hidden(name: str, value: torch.nn.Parameter) -> bool:
    return value.ndim == 2 and not any(part in name for part in _NOT_HIDDEN)


_NOT_HIDDEN: Iterable[str] = ("embed", "lm_head", "heads.")
