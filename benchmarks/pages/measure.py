"""`python -m benchmarks pages`: how long the server takes for the pages of a large site, and a browser until they work."""

from benchmarks.pages.site import a_site

CASES = 100_000
STUDENTS = 1_000


def measure_pages(times: int, _first: int) -> list[str]:
    """Each page is asked `times` times, in this process; CANDOR_DATABASE_URL says of which database."""
    with a_site() as site:
        # These know Django, which is ready only inside a site.
        from benchmarks.pages.asking import ask_all  # noqa: PLC0415
        from benchmarks.pages.browser import open_all  # noqa: PLC0415
        from benchmarks.pages.people import people_asking  # noqa: PLC0415

        asking = people_asking(cases=CASES, students=STUDENTS)
        asked = [str(one) for one in ask_all(asking, times)]
        with site.served() as address:
            opened = [str(one) for one in open_all(address, asking.session, asking.openings, times)]
    return [
        f"\npages ({site.database}; {CASES:,} cases; {STUDENTS:,} students; a recording of an hour)",
        "| page | p50 | p95 | processor p50 | processor p95 | queries | size |",
        "| --- | --: | --: | --: | --: | --: | --: |",
        *asked,
        "\nin Chromium",
        "| page | keys work, p50 | p95 | all of it is there, p50 |",
        "| --- | --: | --: | --: |",
        *opened,
    ]
