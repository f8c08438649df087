"""Every sentence that people read, as data: English and Russian, rendered from a code and params."""

from workers.sentences.catalogue import LANGUAGES, known_codes, language_of, params_of, sentence
from workers.sentences.strength import Strength, strength_of
from workers.sentences.wording import SentenceError, clock, plain

__all__ = [
    "LANGUAGES",
    "SentenceError",
    "Strength",
    "clock",
    "known_codes",
    "language_of",
    "params_of",
    "plain",
    "sentence",
    "strength_of",
]
