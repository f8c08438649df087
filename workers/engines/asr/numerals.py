"""Numbers as they are spoken: a recogniser writes "7" where "seven" was said."""

import re

_NUMBER = re.compile(r"\d+")

_ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_RUSSIAN = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
_RUSSIAN_TENS = [
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]
_NUMERALS = {"en": (_ENGLISH, _ENGLISH_TENS), "ru": (_RUSSIAN, _RUSSIAN_TENS)}


def spell_numbers(text: str, language: str) -> str:
    """The text with numbers below 100 in words, longer ones digit by digit; other languages as is."""
    numerals = _NUMERALS.get(language)
    if numerals is None:
        return text
    return _NUMBER.sub(lambda match: _spell(match[0], *numerals), text)


def _spell(digits: str, small: list[str], tens: list[str]) -> str:
    value = int(digits)
    if len(digits) > 2 or (len(digits) == 2 and digits[0] == "0"):
        return " ".join(small[int(digit)] for digit in digits)
    if value < len(small):
        return small[value]
    ten, one = tens[value // 10 - 2], value % 10
    return f"{ten} {small[one]}" if one else ten
