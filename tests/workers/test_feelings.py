"""Words that no answer in education may hold, and words that only look like them."""

import pytest

from workers.feelings import word_about_feelings


@pytest.mark.parametrize(
    "text",
    [
        "The student seems nervous.",
        "She LOOKS AWAY from the screen",
        "He is distracted by a phone",
        "a happy face",
        "an unhappy learner",
        "How does he feel?",
        "Their eye contact is poor",
        "Where is she looking?",
        "Is she looking at her phone?",
        "Do his eyes leave the screen?",
        "He looks down",
        "Is she worried?",
        "The student looks calm and focused",
        "Is the student engaged? Student's engagement is low",
        "She was very confused",
        "Does the student pay attention?",
        "His concentration fades",
        "Студент волнуется",
        "Она отвлеклась на телефон",
        "взгляд в сторону",
        "Он рассеян",
        "Куда он смотрит?",
        "Ей страшно?",
        "Он зол?",
        "Она радуется?",
        "Студентка смущена",
    ],
)
def test_words_about_feelings_attention_or_gaze_are_found(text: str) -> None:
    assert word_about_feelings(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A person types a function and runs it.",
        "The saddle of the bike is moved",
        "An anchor is added to the page",
        "Fee lookup table",
        "Opens Moodle and hands the file in",
        "The input field gets the focus; focus the address bar",
        "Runs a stress test",
        "Plots the confusion matrix",
        "Measures the concentration of the acid",
        "Adds an attention layer",
        "Marks it with a felt-tip pen",
        "Reads the gazette",
        "She looks for the file and looks up a word",
        "Заполняет таблицу показаний",
        "Программа радикально короче",
        "Проверяет зловред в песочнице",
        "Угол 3,14 рад",
        "Страховой полис",
        "Чувствительность датчика",
        "Рассеяние света",
        "Нервная система",
        "На первый взгляд всё верно",
        "Внимательно читает задание",
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert word_about_feelings(text) is None


def test_what_was_found_is_told() -> None:
    assert word_about_feelings("She LOOKS AWAY") == "She LOOKS"
    assert word_about_feelings("Is he nervous?") == "nervous"
