"""How likely a model is to go on, against likelihoods worked out by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from workers.engines.vlm.marks import marks_of, without_marks
from workers.engines.vlm.weighing import Weigher, unescaped

LETTERS = "abcdefghijklmnopqrstuvwxyz\"., :'"
PROMPT = "see: "


class LettersAlone:
    """A tokenizer whose tokens are letters."""

    eos_token_id = len(LETTERS)

    def get_added_vocab(self):
        return {"<e>": self.eos_token_id, "z": 3}

    def __call__(self, text, *, add_special_tokens):
        assert not add_special_tokens
        return {"input_ids": [LETTERS.index(letter) for letter in text]}

    def decode(self, ids, *, skip_special_tokens):
        assert skip_special_tokens
        return "".join(LETTERS[token] for token in ids if token < len(LETTERS))


class Kept:
    """What was read, as a cache of keys and values holds it."""

    def __init__(self):
        self.tokens = []

    def crop(self, removed):
        assert removed < 0
        del self.tokens[removed:]


class Follower:
    """A model that after each letter says what followed it last in all that it has read, else the next of
    the alphabet. `runs`: how many tokens each call had.
    """

    device = "cpu"

    def __init__(self):
        self.runs = []

    def __call__(self, *, input_ids, use_cache, cache=None, logits_to_keep=0):
        assert use_cache
        cache = cache or Kept()
        rows = []
        for token in input_ids[0].tolist():
            cache.tokens.append(token)
            rows.append(self._after(cache.tokens))
        self.runs.append(len(rows))
        return SimpleNamespace(cache=cache, logits=torch.tensor([rows[-logits_to_keep:]]))

    def _after(self, tokens):
        logits = [0.0] * (len(LETTERS) + 1)
        earlier = [place for place in range(len(tokens) - 1) if tokens[place] == tokens[-1]]
        logits[tokens[earlier[-1] + 1] if earlier else (tokens[-1] + 1) % len(LETTERS)] = 3.0
        return logits


def ids(text):
    return LettersAlone()(text, add_special_tokens=False)["input_ids"]


def weigher(prompt=PROMPT):
    made = Weigher(Follower(), LettersAlone())
    made.read({"input_ids": torch.tensor([ids(prompt)])}, shared=0)
    return made


def by_hand(prompt, said, options):
    """The same probabilities from one run a whole text, nothing kept."""
    sums = []
    for option in options:
        whole = ids(prompt + said + option)
        logits = Follower()(input_ids=torch.tensor([whole]), use_cache=True).logits[0].log_softmax(dim=-1)
        first = len(ids(prompt + said))
        sums.append(sum(float(logits[place - 1][whole[place]]) for place in range(first, len(whole))))
    weights = np.exp(sums)
    return weights / weights.sum()


@pytest.mark.parametrize(
    ("said", "options"),
    [
        ("", ["ab", "cd"]),
        ("a", ['bc"', 'no"', 'cannot"']),
        ("ab", ["cde,", "cdx,", "c,"]),
        ("say ", ["a", "b", "c"]),
    ],
)
def test_each_way_to_go_on_has_its_probability(said, options):
    assert weigher().weigh(said, options) == pytest.approx(by_hand(PROMPT, said, options), rel=1e-5)


def test_what_was_weighed_before_leaves_nothing_behind():
    made = weigher()
    made.weigh("a", ['bcd"', 'xyz"'])
    made.weigh('abcd", ', ["one,", "two,"])
    assert made.weigh("a", ['bcd"', 'xyz"']) == pytest.approx(
        by_hand(PROMPT, "a", ['bcd"', 'xyz"']), rel=1e-5
    )


def test_what_was_said_is_not_read_again():
    made = weigher()
    made.weigh("abcdef", ["gh", "xy"])
    before = made.fed
    made.weigh("abcdefg", ["hi", "xy"])
    # The g, and of each option all but its last letter.
    assert made.fed - before == 3


def test_writing_follows_the_likeliest_letters_up_to_the_mark():
    assert weigher('x" ').write("abcabx", until='"', most=20) == ""
    assert weigher(PROMPT).write("s", until=":", most=20) == "e"


def test_writing_ends_after_so_many_tokens():
    assert weigher().write("f", until='"', most=3) == "ghi"


def test_writing_ends_where_the_model_ends():
    made = weigher()
    made._tokenizer.eos_token_id = LETTERS.index("i")
    assert made.write("f", until='"', most=9) == "ghi"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ('quick" fox', 5),
        (r'say \"hi\" now" and', 14),
        (r'a path\\" on', 8),
        ("no mark", None),
        (r"only \"", None),
        ("", None),
    ],
)
def test_a_mark_behind_a_backslash_is_none(text, end):
    assert unescaped(text, '"') == end


def test_a_mark_of_the_models_own_in_what_was_said_is_broken():
    assert without_marks("one <e> two <e>z", marks_of(LettersAlone())) == "one < e> two < e>z"


def test_a_prompt_that_begins_like_the_last_is_read_from_there_on():
    made = weigher("see: abc")
    other = {"input_ids": torch.tensor([ids("see: xyz")])}
    shared = made.shared_with(ids("see: xyz"))
    assert shared == len("see: ")

    made.weigh("said", ["one", "two"])
    before = made.fed
    made.read(other, shared=shared)

    assert made.fed - before == len("xyz")
    assert made.weigh("a", ["b", "c"]) == pytest.approx(by_hand("see: xyz", "a", ["b", "c"]), rel=1e-5)


def test_of_the_same_prompt_one_token_is_left_to_be_read():
    assert weigher("see").shared_with(ids("see")) == 2


def test_what_was_forgotten_is_shared_with_nothing():
    made = weigher("see")
    made.forget()
    assert made.shared_with(ids("see")) == 0
