"""Reports that are older than tallies are counted once."""

from django.db import migrations


def count(apps, _editor):
    from integrity.gradebook.domain.tallies import counted

    reports = apps.get_model("inspections", "StoredReport")
    tallies = apps.get_model("gradebook", "Tally")
    for stored in reports.objects.filter(tally=None).iterator(chunk_size=100):
        tallies.objects.create(report=stored, **counted(stored.data))


class Migration(migrations.Migration):
    dependencies = [("gradebook", "0001_acceptances_and_tallies"), ("inspections", "0001_initial")]
    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
