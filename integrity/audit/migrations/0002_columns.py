import json
from datetime import datetime

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 1000


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """From the entries' own texts."""
    AuditEntry = apps.get_model("audit", "AuditEntry")
    last = 0
    while rows := list(AuditEntry.objects.filter(number__gt=last).order_by("number")[:BATCH]):
        for row in rows:
            said = json.loads(row.entry)
            row.at, row.by, row.action = datetime.fromisoformat(said["at"]), said["by"], said["action"]
        AuditEntry.objects.bulk_update(rows, ["at", "by", "action"], batch_size=200)
        last = rows[-1].number


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_from_reviews'),
    ]

    operations = [
        migrations.AddField(
            model_name='auditentry',
            name='at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='auditentry',
            name='by',
            field=models.BigIntegerField(db_index=True, null=True),
        ),
        migrations.AddField(
            model_name='auditentry',
            name='action',
            field=models.CharField(db_index=True, default='', max_length=80),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
