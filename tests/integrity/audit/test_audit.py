"""The log tells where it was altered, cut or put in another order."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from integrity.audit.domain import audit
from integrity.audit.domain.audit import Broken, Head, chained, first_broken
from integrity.audit.models import AuditEntry, AuditHead
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db

NOT_WRITTEN = "it is not what was written"


@pytest.fixture(autouse=True)
def five_entries() -> None:
    for number in range(1, 6):
        audit.append("case.taken", subject=f"case:{number}", by=a_user("rosa"), note=f"№ {number}")


def test_an_untouched_log_is_whole() -> None:
    assert first_broken() is None
    assert audit.head().number == 5


def test_an_empty_log_is_whole() -> None:
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    assert first_broken() is None
    assert audit.head() == Head(number=0, sha256="0" * 64)


def test_an_entry_is_canonical_json_chained_by_its_hash() -> None:
    second = AuditEntry.objects.get(number=2)
    said = json.loads(second.entry)
    assert second.entry == json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    at = said.pop("at")
    assert at.endswith("+00:00")
    assert said == {
        "number": 2,
        "by": a_user("rosa").pk,
        "action": "case.taken",
        "subject": "case:2",
        "data": {"note": "№ 2"},
    }
    assert second.previous_sha256 == AuditEntry.objects.get(number=1).sha256
    assert second.sha256 == chained(second.previous_sha256, second.entry)


@pytest.mark.parametrize("column", ["entry", "sha256", "previous_sha256"])
def test_an_altered_entry_is_found(column: str) -> None:
    value = {"entry": AuditEntry.objects.get(number=3).entry.replace("№ 3", "№ 4")}.get(column, "f" * 64)
    AuditEntry.objects.filter(number=3).update(**{column: value})
    assert first_broken() == Broken(number=3, why=NOT_WRITTEN)


def test_an_entry_altered_with_its_own_hash_breaks_the_next() -> None:
    entry = AuditEntry.objects.get(number=3)
    text = entry.entry.replace("№ 3", "№ 9")
    sha256 = chained(entry.previous_sha256, text)
    AuditEntry.objects.filter(number=3).update(entry=text, sha256=sha256)
    assert first_broken() == Broken(number=4, why=NOT_WRITTEN)


@pytest.mark.parametrize(
    "columns",
    [
        {"subject": "case:9"},
        {"action": "case.held"},
        {"by": 99},
        {"by": None},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
)
def test_an_entry_whose_columns_were_altered_is_found(columns: dict[str, object]) -> None:
    AuditEntry.objects.filter(number=2).update(**columns)
    assert first_broken() == Broken(number=2, why="its columns say something else than its text")


@pytest.mark.parametrize("number", [1, 3])
def test_a_deleted_entry_is_found(number: int) -> None:
    AuditEntry.objects.filter(number=number).delete()
    assert first_broken() == Broken(number=number, why="an entry is missing")


def test_a_log_cut_at_its_end_is_found() -> None:
    AuditEntry.objects.filter(number=5).delete()
    assert first_broken() == Broken(number=5, why="entries are missing at the end")


def test_a_deleted_entry_whose_gap_was_closed_is_found() -> None:
    AuditEntry.objects.filter(number=2).delete()
    for number in (3, 4, 5):
        AuditEntry.objects.filter(number=number).update(number=F("number") - 1)
    assert first_broken() == Broken(number=2, why=NOT_WRITTEN)


def test_entries_in_another_order_are_found() -> None:
    for old, new in ((2, 12), (3, 2), (12, 3)):
        AuditEntry.objects.filter(number=old).update(number=new)
    assert first_broken() == Broken(number=2, why=NOT_WRITTEN)


def test_a_log_written_anew_from_its_start_is_found_by_an_end_that_was_kept() -> None:
    kept = audit.head()
    rewrite_all()
    assert first_broken() is None
    assert first_broken(kept) == Broken(number=5, why="its hash is not the one that was kept")


def test_a_log_that_only_grew_agrees_with_an_end_that_was_kept() -> None:
    kept = audit.head()
    audit.append("case.taken", subject="case:6", by=None)
    assert first_broken(kept) is None


def test_a_log_cut_together_with_its_head_is_found_by_an_end_that_was_kept() -> None:
    kept = audit.head()
    AuditEntry.objects.filter(number=5).delete()
    fourth = AuditEntry.objects.get(number=4)
    AuditHead.objects.update(number=4, sha256=fourth.sha256)
    assert first_broken() is None
    assert first_broken(kept) == Broken(number=5, why="entries are missing at the end")


def test_entries_are_written_once() -> None:
    with pytest.raises(TypeError, match="AuditEntry is written once"):
        AuditEntry.objects.get(number=1).save()


def test_the_command_prints_the_end_to_be_kept() -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    end = audit.head()
    assert out.getvalue() == (
        f"5 entries, each as it was written. The end, to be kept elsewhere:\n5:{end.sha256}\n"
    )
    call_command("verify_audit", kept=f"5:{end.sha256}", stdout=StringIO())


def test_the_command_names_the_first_broken_entry() -> None:
    AuditEntry.objects.filter(number__in=[3, 4]).update(entry="{}")
    with pytest.raises(CommandError, match=f"The log is broken at entry 3: {NOT_WRITTEN}."):
        call_command("verify_audit")


def test_the_command_refuses_an_end_that_is_none() -> None:
    with pytest.raises(CommandError, match="NUMBER:SHA256"):
        call_command("verify_audit", kept="five")


def rewrite_all() -> None:
    """As somebody would who may write everything in the database."""
    previous = audit.START
    for entry in AuditEntry.objects.order_by("number"):
        text = entry.entry.replace("№", "No")
        sha256 = chained(previous, text)
        AuditEntry.objects.filter(number=entry.number).update(
            entry=text, previous_sha256=previous, sha256=sha256
        )
        previous = sha256
    AuditHead.objects.update(sha256=previous)
