"""Words about feelings, attention or gaze: in education nothing of that is asked, and no answer says it.

The EU AI Act forbids to infer emotions in education (article 5(1)(f)); attention and gaze are left alone for
the same reason. A list of words errs to the careful side: "pay attention to the brackets" is withheld too.
"""

import re

_ENGLISH = (
    r"emotion\w*|feel(?:s|ings?)?|felt|mood\w*|happy|happi\w+|sad|sad(?:ness|ly)|angr\w+|anger|afraid|fear\w*|"
    r"nervous\w*|anxi\w+|stress(?:ed|ful)?|bored\w*|boring|confus\w+|frustrat\w+|upset|calm\w*|excit\w+|surpris\w+|"
    r"disgust\w*|distract\w+|attenti\w+|inattenti\w+|concentrat\w+|focus(?:ed|es|ing)?|engaged|disengag\w+|"
    r"gaz\w+|eye contact|look(?:s|ing|ed)? (?:away|elsewhere|aside|off)|wander\w* eyes"
)
_RUSSIAN = (
    r"эмоци\w*|чувств\w*|настроени\w*|радост\w*|рад(?:а|ы)?|счастл\w+|груст\w+|печал\w+|злит\w*|зл(?:ой|ая|ость)|"
    r"боит\w*|страх\w*|испуг\w*|нерв\w+|волну\w+|тревож\w+|скуч\w+|растерян\w*|раздраж\w+|расстро\w+|спокой\w+|"
    r"удивл\w+|отвле[кч]\w*|отвлёк\w*|внимани\w*|внимательн\w*|невнимат\w*|сосредоточ\w*|рассеян\w*|"
    r"взгляд\w*|смотрит в сторону|отвод\w+ глаза"
)
_ABOUT = re.compile(rf"\b(?:{_ENGLISH}|{_RUSSIAN})\b", re.IGNORECASE)


def word_about_feelings(text: str) -> str | None:
    """The first such word, or null."""
    found = _ABOUT.search(text)
    return found.group(0) if found else None
