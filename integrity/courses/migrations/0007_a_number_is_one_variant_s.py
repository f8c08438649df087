"""Numbers are unique, and nobody's place is asked for any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_numbers_of_before")]
    operations = [
        migrations.AlterField(
            "issuedvariant",
            "course",
            models.ForeignKey(
                on_delete=models.deletion.CASCADE, related_name="variants", to="courses.course"
            ),
        ),
        migrations.AlterModelOptions("issuedvariant", options={"ordering": ["number"]}),
        migrations.AddConstraint(
            "issuedvariant",
            models.UniqueConstraint(fields=("course", "number"), name="a_number_is_one_variant_s"),
        ),
        migrations.DeleteModel("RosterPlace"),
    ]
