from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from filling: PostgreSQL changes no table in the transaction that wrote its rows."""

    dependencies = [
        ('audit', '0002_columns'),
    ]

    operations = [
        migrations.AlterField(
            model_name='auditentry',
            name='at',
            field=models.DateTimeField(db_index=True),
        ),
    ]
