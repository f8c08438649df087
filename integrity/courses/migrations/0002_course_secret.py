"""Every course gets a secret of its own: a default would have given all of today's the same one."""

import secrets

from django.db import migrations, models


def give_secrets(apps, schema_editor):
    for course in apps.get_model("courses", "Course").objects.filter(secret=None).only("pk").iterator():
        course.secret = secrets.token_bytes(32)
        course.save(update_fields=["secret"])


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='course',
            name='secret',
            field=models.BinaryField(null=True, max_length=32),
        ),
        migrations.RunPython(give_secrets, migrations.RunPython.noop),
    ]
