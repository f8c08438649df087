"""Words about feelings, attention or gaze: in education nothing of that is asked, and no answer says it.

The EU AI Act forbids to infer emotions in education (article 5(1)(f)); attention and gaze are left alone for
the same reason. Words that belong to tasks as well ("focus the field", "a stress test") count only where they are
said of somebody. English and Russian are covered; the list errs to the careful side.
"""

import re

_WHO = (
    r"(?:he|she|they|i|you|who|student|students|person|people|man|woman|candidate|learner|somebody|someone)"
)
_WHOSE = r"(?:his|her|their|your|student'?s|person'?s|candidate'?s|learner'?s)"
_IS = r"(?:is|are|was|were|be|being|looks?|looked|seems?|seemed|appears?|appeared|becomes?|became|gets?|stays?|remains?|feels?|felt)"
_MANY = r"(?:(?:not|very|so|quite|rather|a bit|slightly|more|less|too|visibly|clearly)\s+)?"
_ALWAYS = (
    r"emotions?|emotional\w*|feelings?|moods?|moody|nervous(?:ly|ness)?|anxious(?:ly)?|anxiety|bored|boredom|"
    r"frustrated|frustration|(?:un)?happ(?:y|ily|iness)|sad|sadly|sadness|angry|angrily|anger|afraid|scared|"
    r"frightened|worried|worriedly|upset|annoyed|embarrass(?:ed|ment)|sleepy|distracted|inattenti\w+|"
    r"attentive(?:ly|ness)?|disengaged|unfocused|daydream\w*|eye contact|gaz(?:e|es|ed|ing)|star(?:es|ed|ing) at|"
    r"glanc(?:es?|ed|ing)"
)
_OF_SOMEBODY = (
    rf"{_IS}\s+{_MANY}(?:calm|relaxed|excited|surprised|confused|stressed|focused|concentrat(?:ed|ing)|engaged|"
    rf"tired|confident|disgusted|fearful)|"
    rf"(?:is|are|was|were)\s+{_WHO}\s+{_MANY}(?:calm|relaxed|excited|surprised|confused|stressed|focused|"
    rf"concentrat(?:ed|ing)|engaged|tired|confident|looking)|"
    rf"{_WHO}\s+(?:feels?|felt)|(?:does|do|did)\s+(?:the\s+)?{_WHO}\s+(?:feel|look)|"
    rf"{_WHO}\s+(?:is\s+|are\s+|was\s+|were\s+)?look(?:s|ed|ing)?(?!\s+(?:for|up|into|like|through|over)\b)|"
    rf"look(?:s|ed|ing)?\s+(?:away|elsewhere|aside|off[- ]?screen|down|around|at\s+(?:the\s+)?(?:camera|phone))|"
    rf"{_WHOSE}\s+(?:attention|concentration|focus|engagement|eyes?|stress|mind)|(?:lose|loses|lost)\s+focus|"
    rf"(?:pay|pays|paid|paying)\s+(?:no\s+|little\s+|close\s+)?attention|attention\s+(?:span|wanders?|drifts?)"
)
_RUSSIAN = (
    r"эмоци\w*|настроени[еяию]\w*|чувства|чувству(?:ет|ют|ешь|ете|ю)|рад(?:уется|уются|остн\w+|ость)|счастлив\w*|"
    r"грустн\w*|грустит|печальн\w*|зл(?:ится|ятся|ой|ая|ые)|зол|разозл\w+|боится|боятся|страшно|испуган\w*|"
    r"нервнича\w+|нервно|волну(?:ется|ются|ешься|етесь)|тревожится|тревожно|встревожен\w*|скуча(?:ет|ют)|скучно|"
    r"растерян|растерянн?[аыо]\w*|раздраж[её]н\w*|расстроен\w*|спокоен|спокойна|удивл[её]н\w*|удивля(?:ется|ются)|"
    r"смущ[её]н\w*|устал|устал[аи]|отвлека(?:ется|ются|лась|лся|лись)|отвл[её]к(?:ся|лась|лись)|отвлеклась|"
    r"невнимат\w+|(?:его|её|ее|их|студента|студентки)\s+внимани\w+|обраща(?:ет|ют)\s+внимани\w+|"
    r"сосредоточен|сосредоточенн?[аыо]\w*|рассеян|рассеянн?[аы]|взгляд\w*\s+(?:в\s+сторону|отвед\w+|направлен\w*)|"
    r"(?:его|её|ее|их|куда|отводит)\s+(?:взгляд\w*|глаза)|смотр(?:ит|ят|ишь|ите)"
)
_ABOUT = re.compile(rf"\b(?:{_ALWAYS}|{_OF_SOMEBODY}|{_RUSSIAN})\b", re.IGNORECASE)


def word_about_feelings(text: str) -> str | None:
    """The first such words, or null."""
    found = _ABOUT.search(text)
    return found.group(0) if found else None
