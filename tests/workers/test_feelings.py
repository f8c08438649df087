"""Words that no answer in education may hold, and words that only look like them."""

import pytest

from workers.feelings import word_about_feelings


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The student seems nervous.", "nervous"),
        ("She LOOKS AWAY from the screen", "LOOKS AWAY"),
        ("He is distracted by a phone", "distracted"),
        ("a happy face", "happy"),
        ("How does he feel?", "feel"),
        ("Their eye contact is poor", "eye contact"),
        ("Студент волнуется", "волнуется"),
        ("Она отвлеклась на телефон", "отвлеклась"),
        ("взгляд в сторону", "взгляд"),
        ("Он рассеян", "рассеян"),
    ],
)
def test_a_word_about_feelings_or_attention_is_found(text: str, word: str) -> None:
    assert word_about_feelings(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A person types a function and runs it.",
        "The saddle of the bike is moved",
        "An anchor is added to the page",
        "He looks at the terminal",
        "Fee lookup table",
        "Заполняет таблицу показаний",
        "Программа радикально короче",
        "Проверяет зловред в песочнице",
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert word_about_feelings(text) is None
