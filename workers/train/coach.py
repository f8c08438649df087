"""What is taught on the way to a reply: of each picture at its end, and of each question at its end."""

import torch

from workers.train.aim import ANSWERED, NAMED, Aimer
from workers.train.batches import Batch, Said
from workers.train.gist import KNOWN, PLACED, Reader

#: So much each counts beside the replies.
_A_PICTURE, _A_QUESTION = 0.1, 0.2


class Coach(torch.nn.Module):
    """Reads off what is known on the way; thrown away once it is learned."""

    def __init__(self, width: int, words: int) -> None:
        super().__init__()
        self.reader, self.aimer = Reader(width, words), Aimer(width, words)

    def loss(self, said: Said, batch: Batch) -> torch.Tensor:
        named, answered = (said.at(layer, batch.asks) for layer in (NAMED, ANSWERED))
        loss = _A_QUESTION * self.aimer.loss(named, answered, batch.aim)
        if batch.gist is None:
            return loss
        placed, known = (said.at(layer, batch.ends) for layer in (PLACED, KNOWN))
        return loss + _A_PICTURE * self.reader.loss(placed, known, batch.gist)
