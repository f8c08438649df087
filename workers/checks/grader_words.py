"""Words that are addressed to whoever grades: what they ask for, in English and Russian.

A text counts where it asks for the rubric to be left aside, or for a result; where it speaks to a
grader and asks for something that graders give; or where it poses as the grader's own
instructions. Naming a grader alone does not count, nor does "ignore warnings", "mark as done" or
"10 points": each pattern needs the demand and its object.
"""

import re

from workers.checks.phrasing import phrase
from workers.folding import fold_keeping_spaces

_FEW = r"(?:\b[\w',-]+\b\s*){0,5}?"
#: Where a demand begins: a sentence, a clause, or after words that lead to one.
_START = r"(?:^[^\w#/]*|[.!?:;,…—–-]\s*|\b(?:please|and|then|so|must|should|to|just|now)\b\s*)"
#: The same where the demand names no object: a note to oneself is no demand ("# TODO: mark as passed").
_BARE_START = r"(?:^[^\w#/]*|[.!?]\s*|\b(?:please|and|then|so)\b\s*)"
_LEAVE = r"(?:ignore|disregard|forget|override|bypass|do not apply|don.?t apply|do not follow)"
_RULES = (
    r"(?:rubric|rubrics|grading criteria|marking criteria|marking scheme|evaluation criteria"
    r"|(?:previous|prior|earlier|preceding|above|all|your) (?:instructions?|prompts?|directions?|guidelines?)"
    r"|(?:instructions?|directions?|guidelines?|rules) (?:above|before this)"
    r"|system prompt|your rules|the criteria|the checklist)"
)
_WORK = (
    r"(?:submission|recording|student|candidate|attempt|video|exam|assignment|this work|my work|all steps"
    r"|every step|each step|all criteria|all checks|every check)"
)
_RESULT = (
    r"(?:passed|pass|correct|followed|approved|perfect|clear|full marks|full credit|valid"
    r"|complete and correct|completed|fulfilled|satisfied|flawless|100)"
)
_MARKS = (
    r"(?:full|maximum|max|top|highest|perfect|best) (?:possible )?(?:marks?|points?|scores?|credit|grades?)"
)
# A mark scheme says when marks are given.
_NO_CONDITION = (
    r"(?!\s*(?:if|when|only|where|unless|for (?!this|my|the (?:student|submission|recording|work))))"
)
_JUDGE = r"(?:mark|grade|score|rate|treat|report|accept|judge|classify|count|consider|record)"
_JUDGED = rf"\b{_JUDGE} (?:this|that|the|it|my|every|all|each|me|him|her|them|as)\b.{{0,40}}\b{_RESULT}\b"
_GRADER = (
    r"(?:(?:automated |automatic |ai |human )?(?:grader|graders|reviewer|evaluator|assessor|examiner|proctor|checker)"
    r"|(?:grading|proctoring|reviewing|marking) (?:ai|model|system|assistant|bot|llm|agent)"
    r"|ai (?:model|assistant|system)|language model|llm|whoever grades|ai)"
)
_TO_GRADER = (
    rf"(?:\b(?:note|notes|message|memo|instructions?|notice|request|reminder) (?:to|for) (?:the |any |all |our |my )?{_GRADER}\b"
    rf"|\b(?:attention|dear|hey|hello|hi|listen),? (?:the |any |all )?{_GRADER}\b"
    rf"|\b(?:to|for) (?:the |any |all )?{_GRADER}\b\s*[:,—–-]"
    rf"|(?:^\W*|[.!?]\s*)(?:the )?{_GRADER}\b\s*[:,—–-])"
)
#: What only a grader can be asked for.
_PLAIN_DEMAND = (
    rf"(?:\b{_LEAVE}\b\s*{_FEW}\b{_RULES}\b|{_JUDGED}|\b(?:give|award|assign|grant)\b\s*{_FEW}{_MARKS})"
)
#: What graders are asked for, once it is they who are spoken to.
_DEMAND = (
    rf"(?:\b{_LEAVE}\b\s*{_FEW}\b{_RULES}\b"
    rf"|{_JUDGED}"
    r"|\b(?:give|award|assign|grant)\b.{0,30}\b(?:marks?|points?|credit|scores?|grades?|100|10)\b"
    r"|\b(?:pass|approve|accept) (?:this|the|my|me|him|her|it|them|every|all)\b"
    r"|\b(?:do not|don.?t|never) (?:flag|report|deduct|penali[sz]e|mention|fail)\b"
    r"|\bskip (?:the|this|all|any|every) (?:checks?|review|steps?|rubric)\b"
    r"|\b(?:overlook|ignore|excuse) (?:any|all|every|the) (?:errors?|mistakes?|problems?|issues?|violations?|missing)\b"
    rf"|\b(?:output|answer|reply|respond|say|return|conclude|write)\b.{{0,20}}\b(?:{_RESULT}|yes)\b)"
)
_ABOUT_GRADING = (
    r"(?:grader|grading|rubric|submission|all steps|every step|student|candidate|recording|attempt|verdict)"
)
#: A header alone may stand in any log or any notes: it counts with words about grading under it.
_HEADER = (
    r"(?:^\W*#+\s*(?:system|assistant|developer|grader|admin)\b"
    r"|\[/?(?:system|inst|assistant|admin)\]"
    r"|^\W*(?:system|assistant|developer) ?(?:prompt|message|override|note|instructions?)?\s*:)"
)
_GRADED = rf"\b{_ABOUT_GRADING}\b.{{0,80}}\b(?:{_RESULT}|{_MARKS}|ignore|disregard)\b"

_RU_LEAVE = r"(?:(?:про)?игнорируй(?:те)?|не учитывай(?:те)?|не применяй(?:те)?|забудь(?:те)?|отбрось(?:те)?|не обращай(?:те)? внимания на)"
_RU_RULES = (
    r"(?:рубрик\w+|критери\w+|(?:предыдущ|прошл|прежн|вс|сво|ваш|тво)\w+ (?:инструкц\w+|указани\w+|команд\w+)"
    r"|(?:инструкц\w+|указани\w+) (?:выше|ранее)|системн\w+ (?:промпт\w*|инструкц\w+)|правил\w* оценки|промпт\w*)"
)
_RU_COUNT = (
    r"(?:отметь(?:те)?|пометь(?:те)?|засчитай(?:те)?|зачти(?:те)?|оцени(?:те)?|считай(?:те)?|признай(?:те)?)"
)
_RU_WORK = (
    r"(?:(?:эту|мою|данную|всю)? ?(?:работу|запись|попытку)|студента|экзамен|все шаги|все пункты|каждый шаг)"
)
_RU_RESULT = r"(?:зачтен\w*|пройден\w*|сдан\w*|выполнен\w*|правильн\w+|верн\w+|отлично|идеальн\w+)"
_RU_MARKS = (
    r"(?:(?:максимальн|высш|наивысш|отличн)\w+ (?:балл\w*|оценк\w+)|полн\w+ балл\w*|зачет|пятерку|отлично)"
)
_RU_GIVE = r"(?:поставь(?:те)?|выставь(?:те)?|дай(?:те)?|оцени(?:те)? на)"
_RU_GRADER = (
    r"(?:проверяющ\w+|экзаменатор\w*|рецензент\w*|оценщик\w*|(?:ии|ai)[ -]?(?:проверяющ\w+|ассистент\w*|модел\w+)"
    r"|ассистент\w*|нейросет\w+|модель|модели|искусственн\w+ интеллект\w*)"
)
_RU_TO_GRADER = (
    rf"(?:(?:^\W*|[.!?]\s*|\bвнимани\w+,? |\bуважаем\w+ |\bдорог\w+ |\bдля |\bсообщение |\bобращение к ){_RU_GRADER}\s*[:,!—–-]"
    rf"|\bвнимани\w+,? {_RU_GRADER}\b|\bуважаем\w+ {_RU_GRADER}\b)"
)
_RU_DEMAND = (
    rf"(?:{_RU_LEAVE}\s*{_FEW}{_RU_RULES}|{_RU_COUNT}\b.{{0,60}}(?:{_RU_RESULT}|{_RU_MARKS})|{_RU_GIVE}\b.{{0,40}}{_RU_MARKS}"
    r"|\bне (?:снижай|отмечай|сообщай|фиксируй|придирайся)(?:те)?\b|\bпропусти(?:те)?\b.{0,20}(?:проверк|шаг)"
    rf"|засчитай(?:те)?\b|зачти(?:те)?\b)"
)
_RU_HEADER = r"(?:^\W*|\[)(?:система|системное сообщение|системный промпт|ассистент)\s*[:\]]"
_RU_GRADED = (
    rf"(?:рубрик|студент|работ|запис|шаг|проверяющ|оценк)\w*.{{0,80}}(?:{_RU_RESULT}|{_RU_MARKS}|{_RU_LEAVE})"
)

_TEMPLATES = (
    rf"\b{_LEAVE}\b\s*{_FEW}\b{_RULES}\b",
    rf"(?:^\W*|{_START}){_JUDGE}\b\s*{_FEW}\b{_WORK}\b\s*(?:as)?\s*(?:having|being)?\s*(?:a|fully)?\s*\b{_RESULT}\b",
    # A reader that drops every space leaves no edges of words.
    r"(?:ignore|disregard|forget) (?:all )?(?:the |your )?(?:previous|prior|above|earlier) (?:instructions?|prompts?)",
    r"(?:ignore|disregard) (?:the )?(?:grading )?rubric|mark this (?:submission|recording|work) as (?:passed|correct)",
    rf"{_BARE_START}mark (?:(?:it|this|that|them|everything|me|him|her) )?as (?:a )?(?:passed|pass|followed|approved|fully correct)\b",
    rf"{_START}(?:give|award|assign|grant)\b\s*{_FEW}\b{_MARKS}\b{_NO_CONDITION}",
    r"(?:^[^\w#/]*|[.!?:;]\s*|\bplease\b\s*)(?:let|pass) this (?:student|candidate|submission|recording)(?: pass)?\b(?!\s*(?:to|into|through|as|on)\b)",
    r"(?:^[^\w#/]*|[.!?:;]\s*|\bplease\b\s*)(?:do not|don.?t) flag this (?:recording|submission|student|video)\b",
    rf"{_TO_GRADER}.{{0,80}}?{_DEMAND}",
    rf"{_HEADER}.{{0,120}}?(?:{_GRADED}|{_PLAIN_DEMAND})",
    r"^\W*#+\s*(?:new rubric|updated rubric|rubric override|grading result|instructions? (?:to|for) (?:the )?(?:ai )?grader)\b",
    r"\b(?:begin|end)\b (?:of )?(?:the )?(?:new )?\b(?:rubric|system prompt|grading instructions?|system message)\b",
    rf"\b{_RU_LEAVE}\s*{_FEW}{_RU_RULES}",
    rf"\b{_RU_COUNT}\s*{_FEW}{_RU_WORK}\s*{_FEW}(?:как)?\s*{_RU_RESULT}",
    r"\b(?:отметь(?:те)?|пометь(?:те)?)\s*(?:это |ее |его )?как (?:зачт\w+|сданн\w+|пройденн\w+)",
    r"\bзасчитай(?:те)? (?:все шаги|эту|мою|это|работу|запись|попытку|экзамен)",
    rf"\b{_RU_GIVE}\s*{_FEW}{_RU_MARKS}",
    rf"{_RU_TO_GRADER}.{{0,80}}?{_RU_DEMAND}",
    rf"{_RU_HEADER}.{{0,120}}?(?:{_RU_GRADED}|{_RU_DEMAND})",
    r"(?:^\W*#+\s*(?:новая рубрика|обновленная рубрика)|\b(?:начало|конец) (?:рубрики|системного промпта))",
)
#: No demand is without one of these; most lines are, and need no closer look.
_MAY_DEMAND = phrase(
    r"(?:rubric|criteria|scheme|instruction|prompt|direction|guideline|rules|checklist|pass|correct|followed|approve"
    r"|perfect|clear|full|valid|complete|fulfil|satisf|flawless|100|10|mark|point|score|credit|grade|flag|deduct|penali"
    r"|mention|fail|skip|overlook|excuse|ignore|accept|yes|report|grading|system message"
    r"|рубрик|критери|инструкц|указани|команд|промпт|правил|зачт|зачет|засчита|сдан|пройден|выполнен|верн|отлич"
    r"|идеальн|балл|оценк|пятерк|снижа|отмеча|сообща|фиксир|придира|пропуст)"
)
_PATTERNS = tuple(phrase(template) for template in _TEMPLATES)
#: "Do not ignore the rubric" asks for the opposite.
_NEGATED = phrase(r"\b(?:not|never|n.?t|without|не|нельзя)\b\s*(?:\W|to)?\s*$")
#: Marks of chat formats, which stand in no text meant for people; compared unfolded.
_MARKS_OF_CHATS = re.compile(
    r"<\|?\s*(?:im_start|im_end|system|endofprompt|start_header_id|end_header_id|eot_id)\s*\|?>|<<\s*/?sys\s*>>|\[/?INST\]",
    re.IGNORECASE,
)

#: A page that teaches about such words says so, or quotes them as what somebody may write.
_TAUGHT = phrase(
    r"(?:prompt injections?|injection attacks?|jailbreak\w*|adversarial prompts?|промпт.?инъекц\w+|инъекци\w+)"
)
_EXAMPLE = phrase(
    r"\b(?:example|examples|attack|attacker|e[.]g|such as|written|writes?|says?|like|пример\w*|атак\w+|злоумышленник\w*|пишет|например)\b"
)
_QUOTED = re.compile(r"[\"“«‘'`„].{8,}[\"”»’'`“]")


def demands_in(text: str) -> int:
    """How many kinds of demand a text makes, examples included."""
    folded = fold_keeping_spaces(text)
    marks = int(_MARKS_OF_CHATS.search(text) is not None)
    if _MAY_DEMAND.search(folded) is None:
        return marks
    return marks + sum(_is_made(pattern, folded) for pattern in _PATTERNS)


def addresses_a_grader(text: str, *, around: str = "") -> bool:
    """Whether a text asks a grader for something, or poses as a grader's instructions.

    `around`: what stands over and under it; where that, or the text, teaches about such words,
    the text is an example and not a demand.
    """
    if demands_in(text) == 0:
        return False
    folded, folded_around = fold_keeping_spaces(text), fold_keeping_spaces(around)
    if _TAUGHT.search(folded) or _TAUGHT.search(folded_around):
        return False
    return not (_QUOTED.search(text) and (_EXAMPLE.search(folded) or _EXAMPLE.search(folded_around)))


def _is_made(pattern: re.Pattern[str], folded: str) -> bool:
    return any(not _NEGATED.search(folded[: match.start()]) for match in pattern.finditer(folded))
