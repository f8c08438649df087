"""The log of who did what when."""

from django.db import models

from integrity.lib.written_once import WrittenOnce


class AuditEntry(WrittenOnce):
    """One line of the log: what happened, as canonical JSON, chained to the line before it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    #: As the entry says; here, so that a subject's entries can be found.
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
