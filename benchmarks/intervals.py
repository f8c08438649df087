"""Shares with their exact intervals."""

from scipy.stats import beta


def exact_interval(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Clopper and Pearson, 1934), as parts of one."""
    low = float(beta.ppf(0.025, hits, count - hits + 1)) if hits else 0.0
    high = float(beta.ppf(0.975, hits + 1, count - hits)) if hits < count else 1.0
    return low, high


def as_share(hits: int, count: int) -> str:
    """E.g. `133/140 = 95.0 % (90.0 to 98.0)`."""
    if count == 0:
        return "none tried"
    low, high = exact_interval(hits, count)
    return f"{hits}/{count} = {hits / count:.1%} ({100 * low:.1f} to {100 * high:.1f})".replace("%", " %")
