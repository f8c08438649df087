from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables were made by reviews, and renamed there: nothing is to be done in the database."""

    initial = True

    dependencies = [
        ('reviews', '0005_audit_moves_out'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='AuditEntry',
                    fields=[
                        ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                        ('subject', models.CharField(db_index=True, max_length=80)),
                        ('entry', models.TextField()),
                        ('previous_sha256', models.CharField(max_length=64)),
                        ('sha256', models.CharField(max_length=64)),
                    ],
                    options={
                        'ordering': ['number'],
                    },
                ),
                migrations.CreateModel(
                    name='AuditHead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveBigIntegerField(default=0)),
                        ('sha256', models.CharField(max_length=64)),
                    ],
                ),
            ],
        ),
    ]
