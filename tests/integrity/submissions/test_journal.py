"""A journal stays what was said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from integrity.submissions.domain import journal
from integrity.submissions.domain.journal import JournalBroken
from integrity.submissions.models import JournalEntry, Take
from tests.integrity.rows import an_assignment
from tests.integrity.take_rows import a_take, entries_of, said, write_journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def take() -> Take:
    take = a_take(an_assignment())
    start = timezone.now() - timedelta(minutes=1)
    write_journal(take, entries_of(start, ("started", 0, 0, 0), ("paused", 5, 0, 5), ("stopped", 9, 0, 5)))
    return take


def test_it_is_read_back_as_it_was_said(take: Take) -> None:
    entries = journal.read_back(take)
    assert [(entry.number, entry.kind, entry.media_s) for entry in entries] == [
        (0, "started", 0.0),
        (1, "paused", 5.0),
        (2, "stopped", 5.0),
    ]
    assert journal.last_link(take) == JournalEntry.objects.get(number=2).sha256


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_changed_entry_breaks_it(number: int, take: Take) -> None:
    row = JournalEntry.objects.get(number=number)
    JournalEntry.objects.filter(pk=row.pk).update(entry=row.entry.replace('"note":""', '"note":"x"'))
    with pytest.raises(JournalBroken):
        journal.read_back(take)


def test_a_missing_entry_breaks_it(take: Take) -> None:
    JournalEntry.objects.filter(number=1).delete()
    with pytest.raises(JournalBroken):
        journal.read_back(take)


def test_whoever_writes_it_anew_lacks_the_signature(take: Take) -> None:
    row = JournalEntry.objects.get(number=2)
    text = row.entry.replace("stopped", "resumed")
    previous = JournalEntry.objects.get(number=1).sha256
    JournalEntry.objects.filter(pk=row.pk).update(entry=text, sha256=journal._chained(previous, text))
    with pytest.raises(JournalBroken):
        journal.read_back(take)


def test_an_entry_of_another_take_breaks_it(take: Take) -> None:
    other = a_take(take.assignment)
    write_journal(other, [said(0, "started", timezone.now())])
    JournalEntry.objects.filter(take=take).delete()
    JournalEntry.objects.filter(take=other).update(take=take)
    with pytest.raises(JournalBroken):
        journal.read_back(take)


def test_nothing_happened_later_than_it_was_heard() -> None:
    take = a_take(an_assignment())
    write_journal(take, [said(0, "started", timezone.now() + timedelta(days=400))])
    assert journal.read_back(take)[0].at <= timezone.now()
