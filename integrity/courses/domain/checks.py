"""The check of a version, done in short pieces, so that no request waits and nothing runs beside the site."""

import json
import time
import zlib
from collections.abc import Sequence

from integrity.courses.domain.briefs import read_site_brief
from integrity.courses.domain.issuers import made_up_issuer
from integrity.courses.models import TemplateCheck, TemplateVersion
from integrity.people.models import User
from variants.checking.conclude import conclude
from variants.checking.examine import Examined, examine
from variants.issue import Issuer
from variants.reading.template import read_template

PEOPLE = 1_000
PIECE_S = 0.7


def start_check(version: TemplateVersion, by: User, *, people: int | None = None) -> TemplateCheck:
    """The one check of a version: its text never changes, so it is not made twice."""
    made, _ = TemplateCheck.objects.get_or_create(
        version=version, defaults={"people": people or PEOPLE, "started_by": by}
    )
    return made


def go_on(check: TemplateCheck, *, limit_s: float = PIECE_S) -> TemplateCheck:
    """Examines people for about so long, one at least, and keeps what was found; concludes after the last.

    Nothing is locked while people are examined. Of two pages that go on at once, the second to write finds
    that the check has moved on, and what it found is dropped: it would be found the same again.
    """
    if not check.is_over:
        issuer = _issuer(check)
        examined = [*_unpacked(bytes(check.examined))]
        _examine_more(issuer, examined, check.people, limit_s)
        _keep(check, issuer, examined)
    return TemplateCheck.objects.select_related("version").get(pk=check.pk)


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
    unmoved = TemplateCheck.objects.filter(pk=check.pk, done=check.done, report__isnull=True)
    if len(examined) < check.people:
        unmoved.update(done=len(examined), examined=_packed(examined))
        return
    report = conclude(issuer, examined)
    unmoved.update(done=check.people, examined=b"", report=report.to_data(), passed=report.passed)


def _packed(examined: Sequence[Examined]) -> bytes:
    return zlib.compress(json.dumps([one.to_data() for one in examined]).encode())


def _unpacked(content: bytes) -> list[Examined]:
    return [Examined.from_data(data) for data in json.loads(zlib.decompress(content))] if content else []
