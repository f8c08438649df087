"""Variants are counted by courses and no longer by people: codes are unique over all templates of a course.

In three steps: PostgreSQL alters no table and makes no index of rows that were changed just before.
"""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0004_check_taken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("course", "variants_issued", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AddField(
            "issuedvariant",
            "course",
            models.ForeignKey(
                null=True, on_delete=models.deletion.CASCADE, related_name="variants", to="courses.course"
            ),
        ),
        migrations.RenameField("issuedvariant", "place", "number"),
    ]
