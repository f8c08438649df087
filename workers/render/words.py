"""What the page says, in one language; and moments of the recording, as a page names them."""

from dataclasses import dataclass

from workers.report import Finding, Gap, ParamValue
from workers.sentences import SentenceError, clock, known_codes, language_of, plain, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The catalogue in one language. Called with a code and its params, it gives the sentence."""

    language: str

    def __call__(self, code: str, **params: ParamValue) -> str:
        return sentence(code, params, self.language)

    def message_of(self, finding: Finding) -> str:
        """The finding's sentence in this language. Where this version cannot word it (a policy
        pack's code, a report of another version) it stays as the report has it.
        """
        try:
            return sentence(f"finding.{finding.code}", finding.params, self.language)
        except SentenceError:
            return plain(finding.message)

    def why_of(self, gap: Gap) -> str:
        """Why a stretch was not examined: the sentence of its code, or its own sentence."""
        code = f"gap.{gap.why}"
        return sentence(code, {}, self.language) if code in known_codes() else plain(gap.why)


def words_in(language: str) -> Words:
    return Words(language=language_of(language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time, or a span where `until` is set, and where on the page it leads (without a video).

    `seconds` and `until_s` are for the player; `shown` and `until` for people.
    """

    seconds: float
    shown: str
    until_s: float | None = None
    until: str = ""
    href: str = ""

    @property
    def machine(self) -> str:
        """The time as HTML's duration."""
        return f"PT{self.seconds:.3f}S"


def moment(start_s: float | None, end_s: float | None = None, *, href: str = "") -> Moment | None:
    """The moment of a span, or None where it has no time; its end is left off within one second."""
    if start_s is None:
        return None
    until = clock(end_s) if end_s is not None and clock(end_s) != clock(start_s) else ""
    return Moment(seconds=round(start_s, 3), shown=clock(start_s), until_s=end_s, until=until, href=href)
