"""The check of a version, done in short pieces, so that no request waits and nothing runs beside the site."""

import json
import time
import zlib
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from integrity.courses.domain.briefs import read_site_brief
from integrity.courses.domain.issuers import made_up_issuer
from integrity.courses.models import Role, TemplateCheck, TemplateVersion
from integrity.people.models import User
from variants.checking.conclude import conclude
from variants.checking.examine import Examined, examine
from variants.issue import Issuer
from variants.reading.template import read_template

PEOPLE = 1_000
PIECE_S = 0.7
#: Far longer than a piece takes.
_TAKEN = timedelta(seconds=10)


def start_check(version: TemplateVersion, by: User, *, people: int | None = None) -> TemplateCheck:
    """The one check of a version: its text never changes, so it is not made twice."""
    made, _ = TemplateCheck.objects.get_or_create(
        version=version, defaults={"people": people or _people_of(version), "started_by": by}
    )
    return made


def _people_of(version: TemplateVersion) -> int:
    """For a course with more students as many as it has."""
    return max(PEOPLE, version.template.course.memberships.filter(role=Role.STUDENT).count())


def go_on(check: TemplateCheck, *, limit_s: float = PIECE_S) -> TemplateCheck:
    """Examines people for about so long, one at least, and keeps what was found; concludes after the last.

    Nothing is locked while people are examined. Of two pages that go on at once, one does; should its request
    die, another may after a few seconds, and whoever writes second writes nothing.
    """
    if _take(check):
        issuer = _issuer(check)
        examined = _unpacked(bytes(check.examined))
        _examine_more(issuer, examined, check.people, limit_s)
        _keep(check, issuer, examined)
    return TemplateCheck.objects.select_related("version").get(pk=check.pk)


def _take(check: TemplateCheck) -> bool:
    now = timezone.now()
    free = Q(taken_until=None) | Q(taken_until__lt=now)
    return bool(_unmoved(check).filter(free).update(taken_until=now + _TAKEN))


def _unmoved(check: TemplateCheck) -> QuerySet[TemplateCheck]:
    """The check, unless it has gone on or is over."""
    return TemplateCheck.objects.filter(pk=check.pk, done=check.done, report__isnull=True)


def _issuer(check: TemplateCheck) -> Issuer:
    version = check.version
    return made_up_issuer(version.template.course, read_template(version.toml))


def _examine_more(issuer: Issuer, examined: list[Examined], people: int, limit_s: float) -> None:
    until = time.monotonic() + limit_s
    while len(examined) < people:
        examined.append(examine(issuer, len(examined), read_site_brief))
        if time.monotonic() >= until:
            return


def _keep(check: TemplateCheck, issuer: Issuer, examined: Sequence[Examined]) -> None:
    if len(examined) < check.people:
        _unmoved(check).update(done=len(examined), examined=_packed(examined), taken_until=None)
        return
    report = conclude(issuer, examined)
    _unmoved(check).update(done=check.people, examined=b"", report=report.to_data(), passed=report.passed)


def _packed(examined: Sequence[Examined]) -> bytes:
    return zlib.compress(json.dumps([one.to_data() for one in examined]).encode())


def _unpacked(content: bytes) -> list[Examined]:
    return [Examined.from_data(data) for data in json.loads(zlib.decompress(content))] if content else []
