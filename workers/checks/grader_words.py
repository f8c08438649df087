"""Words that are addressed to whoever grades: what they ask for, in English and Russian.

A sentence counts where it asks a grader to leave the rubric aside, asks for a result, or poses as
the grader's own instructions. Naming a grader alone does not count, nor does "ignore warnings",
"mark as done" or "10 points": each pattern needs both the demand and its object.
"""

import re

from workers.checks.phrasing import phrase
from workers.folding import fold_keeping_spaces

_FEW = r"(?:\b[\w',-]+\b\s*){0,5}?"
_GRADER = (
    r"(?:grader|graders|grading|reviewer|evaluator|assessor|examiner|proctor|checker|ai|llm|model"
    r"|assistant|language model|bot)"
)
_LEAVE = r"(?:ignore|disregard|forget|override|bypass|do not apply|don.?t apply|do not follow)"
_RULES = (
    r"(?:rubric|rubrics|grading criteria|marking criteria|previous instructions?|prior instructions?"
    r"|earlier instructions?|all instructions?|your instructions?|above instructions?|instructions above"
    r"|system prompt|your prompt|your rules|your guidelines|the criteria|the checklist)"
)
_WORK = (
    r"(?:submission|recording|student|candidate|attempt|video|exam|assignment|all steps|every step"
    r"|each step|all criteria|all checks)"
)
_RESULT = (
    r"(?:passed|pass|correct|followed|approved|perfect|clear|full marks|full credit|valid"
    r"|complete and correct|fulfilled|satisfied|flawless|100)"
)
_GOOD = r"(?:full|maximum|max|top|highest|perfect|best)"
_MARKS = r"(?:marks?|points?|scores?|credit|grades?)"
_ASKING = r"(?:^|[.!?:;,]\s*|\bplease\b\s*|\band\b\s*|\bthen\b\s*|\bmust\b\s*|\bshould\b\s*|\bto\b\s*)"
_DEMAND = (
    r"(?:ignore|disregard|mark|give|award|pass|accept|grade|score|approve|skip|rate|treat"
    r"|consider|conclude|do not flag|don.?t flag|do not report|overlook)"
)
_RU_GRADER = r"(?:проверяющ\w+|экзаменатор\w*|рецензент\w*|оценщик\w*|ассистент\w*|модел\w+|нейросет\w+)"
_RU_LEAVE = r"(?:игнорируй\w*|проигнорируй\w*|не учитывай\w*|забудь\w*|отбрось\w*)"
_RU_RULES = r"(?:рубрик\w+|критери\w+|инструкц\w+|указани\w+|промпт\w*|правил\w* оценки)"
_RU_COUNT = r"(?:отметь\w*|пометь\w*|засчитай\w*|зачти\w*|оцени\w*|считай\w*|признай\w*)"
_RU_WORK = r"(?:работ\w+|запис\w+|попытк\w+|студент\w+|все шаги|экзамен\w*)"
_RU_RESULT = r"(?:зачтен\w*|пройден\w*|сдан\w*|выполнен\w*|правильн\w+|верн\w+|отлично)"
_RU_MARKS = r"(?:максимальн\w+|высш\w+|полн\w+) (?:балл\w*|оценк\w+)"

_TEMPLATES = (
    rf"\b{_LEAVE}\b\s*{_FEW}\b{_RULES}\b",
    rf"{_ASKING}(?:mark|grade|score|rate|treat|report|accept|judge|classify|count)\b\s*{_FEW}\b{_WORK}\b\s*(?:as)?\s*(?:having|being)?\s*(?:a|fully)?\s*\b{_RESULT}\b",
    rf"{_ASKING}(?:give|award|assign|grant)\b\s*{_FEW}\b{_GOOD} {_MARKS}\b",
    rf"\b(?:note|message|memo|attention|notice|instructions?|dear|hey|hello)\b\s*(?:to|for)?\s*(?:the|any|all)?\s*(?:automated|automatic)?\s*(?:ai)?\s*\b{_GRADER}\b.{{0,60}}\b{_DEMAND}\b",
    r"^\W*#+\s*(?:system|assistant)\b\s*(?:prompt|message|override|instructions?)?\s*:",
    r"^\W*#+\s*(?:new rubric|rubric override|grader|grading result|instructions? (?:to|for) (?:the )?(?:grader|ai|model))\b",
    r"\b(?:begin|end)\b\s*(?:of)?\s*(?:new)?\s*\b(?:rubric|system prompt|grading instructions?|system message)\b",
    rf"\bsystem\s*:\s*.{{0,80}}\b{_RESULT}\b",
    rf"{_RU_LEAVE}\s*{_FEW}{_RU_RULES}",
    rf"{_RU_COUNT}\s*{_FEW}{_RU_WORK}\s*{_FEW}(?:как)?\s*{_RU_RESULT}",
    rf"(?:поставь\w*|оцени\w*|дай\w*)\s*{_FEW}{_RU_MARKS}",
    rf"{_RU_GRADER}.{{0,60}}(?:{_RU_LEAVE}|{_RU_COUNT})",
    r"^\W*#+\s*(?:система|системн\w+ (?:промпт|сообщение)|новая рубрика|проверяющ\w+)",
)
_PATTERNS = tuple(phrase(template) for template in _TEMPLATES)
#: Marks of chat formats, which stand in no text meant for people; compared unfolded.
_MARKS_OF_CHATS = re.compile(
    r"<\|?\s*(?:im_start|im_end|system|endofprompt)\s*\|?>|\[/?(?:system|inst)\]|<<\s*sys\s*>>", re.IGNORECASE
)

#: A page that teaches about such words quotes them.
_QUOTED = re.compile(r"[\"“«‘'`].{8,}[\"”»’'`]")
_TAUGHT = phrase(r"(?:injection|jailbreak|attack|adversarial|example of|инъекц\w+|атак\w+|пример\w*)")


def addresses_a_grader(text: str) -> bool:
    """Whether a text asks a grader for something, or poses as a grader's instructions."""
    folded = fold_keeping_spaces(text)
    if not (_MARKS_OF_CHATS.search(text) or any(pattern.search(folded) for pattern in _PATTERNS)):
        return False
    return not (_QUOTED.search(text) and _TAUGHT.search(folded))
