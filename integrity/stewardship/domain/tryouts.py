"""Deleting a try-out before its time: whoever teaches may, as nobody is judged by it."""

from django.db import transaction

from integrity.audit.domain import audit
from integrity.people.models import User
from integrity.stewardship.domain.belongings import files_of, remove_doomed
from integrity.stewardship.domain.closure import delete
from integrity.stewardship.domain.erasing import rows_of
from integrity.stewardship.domain.reasons import Why, reasons_for
from integrity.stewardship.models import DoomedPath
from integrity.submissions.models import Submission


class DeletionRefused(Exception):
    """Why it stays for now: `inspection` or `hold`."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def delete_tryout(tryout: Submission, *, by: User) -> None:
    """With its files, and the recording where nobody else handed in the same. Raises DeletionRefused, and OSError where
    a file could not be deleted: `manage.py retain` goes on with it.
    """
    with transaction.atomic():
        one = Submission.everything.filter(pk=tryout.pk, is_tryout=True)
        for why in reasons_for(one).values():
            raise DeletionRefused(why)
        rows = rows_of([tryout.pk])
        owed = DoomedPath.objects.bulk_create(files_of(rows))
        delete(rows)
        audit.append("tryout.deleted", subject=f"submission:{tryout.pk}", by=by)
    for doomed in owed:
        remove_doomed(doomed)
        doomed.delete()
