"""Ids of findings that no other finding of the report has."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from workers.report import Finding


def with_distinct_ids(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, those with one and the same id told apart by their params, then by their order.

    A finding that shares its id with none keeps it, so that decisions stay attached.
    """
    shared = {shared_id for shared_id, count in Counter(item.id for item in findings).items() if count > 1}
    taken: set[str] = set()
    distinct: list[Finding] = []
    for finding in findings:
        place = 0
        new = finding if finding.id not in shared else _salted(finding, place)
        while new.id in taken:
            place += 1
            new = _salted(finding, place)
        taken.add(new.id)
        distinct.append(new)
    return tuple(distinct)


def _salted(finding: Finding, place: int) -> Finding:
    params = sorted(finding.params.items())
    body = json.dumps([finding.id, params, place], ensure_ascii=False, default=str)
    return replace(finding, id=hashlib.sha256(body.encode()).hexdigest()[:16])
