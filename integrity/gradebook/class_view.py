"""Which step and which check a class failed most. Counted over people, and nobody is named or ranked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from integrity.gradebook.models import Tally
from integrity.gradebook.standing import newest_of_each, standings
from integrity.submissions.models import Submission
from workers.report import CheckName, CheckStatus, StepOutcome

#: Of fewer people a share says little about the brief.
MIN_PEOPLE = 5
_MISSED = (StepOutcome.NOT_FOLLOWED, StepOutcome.UNCLEAR, StepOutcome.NOT_CHECKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Of one step or check, how many people's newest recordings had which result."""

    name: str
    counts: Counter[str]

    @property
    def people(self) -> int:
        return self.counts.total()

    @property
    def missed(self) -> int:
        """Of a step: not seen to be followed, for whatever reason."""
        return sum(self.counts[one] for one in _MISSED)

    @property
    def unfinished(self) -> int:
        """Of a check: it did not come to an end."""
        return self.people - self.counts[CheckStatus.COMPLETED]

    @property
    def half_missed(self) -> bool:
        return self.people >= MIN_PEOPLE and 2 * self.missed >= self.people

    @property
    def half_unfinished(self) -> bool:
        return self.people >= MIN_PEOPLE and 2 * self.unfinished >= self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """`people`: whose newest recording has a report. `codes`: of each code, in how many of these it was found."""

    people: int
    steps: tuple[Line, ...]
    checks: tuple[Line, ...]
    codes: tuple[tuple[str, int], ...]


def class_view(submissions: QuerySet[Submission]) -> ClassView:
    """Of each person's newest recording the newest report."""
    newest = newest_of_each(standings(submissions))
    tallies = list(Tally.objects.filter(report__in=[row.run_id for row in newest]))
    return ClassView(
        people=len(tallies),
        steps=_missed_most(_lines(tally.steps for tally in tallies)),
        checks=_in_order(_lines(_told(tally.checks) for tally in tallies)),
        codes=_codes(tallies),
    )


def _told(checks: Mapping[str, str]) -> Mapping[str, str]:
    """Without that of faces: how many were looked at would tell who went without (docs/decisions/0021)."""
    return {name: status for name, status in checks.items() if name != CheckName.IDENTITY}


def _lines(results: Iterable[Mapping[str, str]]) -> list[Line]:
    counts: dict[str, Counter[str]] = {}
    for result in results:
        for name, outcome in result.items():
            counts.setdefault(name, Counter())[outcome] += 1
    return [Line(name=name, counts=of_one) for name, of_one in counts.items()]


def _missed_most(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (-line.missed, line.name)))


def _in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """As reports have them."""
    order = list(CheckName)
    return tuple(sorted(lines, key=lambda line: order.index(CheckName(line.name))))


def _codes(tallies: Iterable[Tally]) -> tuple[tuple[str, int], ...]:
    found = Counter(code for tally in tallies for code in tally.codes)
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))
