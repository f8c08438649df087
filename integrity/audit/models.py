"""The log of who did what when."""

from django.db import models

from integrity.lib.written_once import WrittenOnce


class AuditEntry(WrittenOnce):
    """One line of the log: what happened, as canonical JSON, chained to the line before it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    #: These four as the entry says; here, so that entries can be found.
    at = models.DateTimeField(db_index=True)
    #: A person's number, no foreign key: the log outlives whom it tells of. Null: the site itself.
    by = models.BigIntegerField(null=True, db_index=True)
    action = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=80, db_index=True)
    entry = models.TextField()
    previous_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.sha256[:12]}"


class AuditHead(models.Model):
    """The end of the log, in one row: whoever appends waits here for their turn."""

    number = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}: {self.sha256[:12]}"
