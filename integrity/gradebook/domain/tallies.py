"""Counting what a report says, when it is stored."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from integrity.gradebook.models import Tally
from integrity.inspections.models import StoredReport


def when_stored(*, instance: StoredReport, created: bool, **_more: Any) -> None:
    """Told by Django whenever a report is stored (apps.py)."""
    if created and instance.run.submission.is_work:
        Tally.objects.create(report=instance, **counted(instance.data))


def counted(report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """A report's data as the columns of a tally. What the brief did not ask for is no check of it."""
    return {
        "steps": {step["id"]: step["outcome"] for step in report["steps"]},
        "checks": {
            check["check"]: check["status"] for check in report["checks"] if check["status"] != "skipped"
        },
        "codes": dict(Counter(finding["code"] for finding in report["findings"])),
    }
