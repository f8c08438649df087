"""`python -m benchmarks pages`: how long the server takes for the pages of a large site."""

from benchmarks.pages.site import a_site

CASES = 100_000


def measure_pages(times: int, _first: int) -> list[str]:
    """Each page is asked `times` times, in this process; CANDOR_DATABASE_URL says of which database."""
    with a_site() as database:
        # It knows Django, which is ready only inside a site.
        from benchmarks.pages.asking import ask_all  # noqa: PLC0415

        rows = [str(asked) for asked in ask_all(cases=CASES, times=times)]
    head = f"\npages ({database}; {CASES:,} cases; a recording of an hour)"
    return [
        head,
        "| page | p50 | p95 | processor p50 | processor p95 | queries | size |",
        "| --- | --: | --: | --: | --: | --: | --: |",
        *rows,
    ]
