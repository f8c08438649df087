from django.db import migrations


class Migration(migrations.Migration):
    """The log's tables take the names that integrity.audit expects; their rows stay as they are."""

    dependencies = [
        ('reviews', '0004_missed'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable(name='auditentry', table='audit_auditentry'),
                migrations.AlterModelTable(name='audithead', table='audit_audithead'),
            ],
            state_operations=[
                migrations.DeleteModel(name='AuditEntry'),
                migrations.DeleteModel(name='AuditHead'),
            ],
        ),
    ]
