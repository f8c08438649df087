"""What is worked on in a capture: a task, what is typed for it and what comes out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """`expect_typed` stands in `typed` and `expect_output` in `output`, and in nothing else."""

    title: str
    statement: str
    reading: tuple[str, ...]
    typed: tuple[str, ...]
    expect_typed: str
    output: tuple[str, ...]
    expect_output: str


_RULES = "Work alone. Do not use ChatGPT or Copilot. Show your code at the start of the recording."

WORKS: tuple[Work, ...] = (
    Work(
        title="Moving average",
        statement=(
            "Write a function that returns the moving average of a list of numbers, and try it on the"
            f" readings of the river gauge with a window of four. {_RULES}"
        ),
        reading=(
            "A moving average smooths a series: every value is replaced by the mean of its neighbours.",
            "The wider the window, the smoother the curve and the later it follows a turn.",
            "At both ends there are fewer neighbours. Say in a comment what you do there, and why.",
            "The readings were taken every hour by a gauge below the old bridge.",
            "Two of them are missing, because the gauge was cleaned on that afternoon.",
        ),
        typed=(
            "def smooth(values, window):",
            "    # the ends are left out",
            "    count = len(values) - window + 1",
            "    parts = [values[i:i + window] for i in range(count)]",
            "    return [sum(part) / window for part in parts]",
            "",
            "print('gauge:', smooth([2, 4, 9, 7, 5, 3], 4))",
        ),
        expect_typed="def smooth(values, window)",
        output=("$ python gauge.py", "gauge: [5.5, 6.25, 6.0]", "done in 0.04 s"),
        expect_output="gauge: [5.5, 6.25, 6.0]",
    ),
    Work(
        title="Orders by town",
        statement=(
            "List every town with the number of its orders, the busiest first. Towns without an order"
            f" are listed too. {_RULES}"
        ),
        reading=(
            "The table of towns has one row for each town, also for those where nobody has ordered yet.",
            "An inner join loses the rows that have no partner. Think of the other kinds of join.",
            "Counting a column leaves out its empty values; counting rows does not.",
            "Two towns may have the same number of orders. Then their names decide.",
            "Your statement must run within a second on the larger of the two tables.",
        ),
        typed=(
            "select town.name, count(orders.id) as total",
            "from town",
            "left join orders on orders.town_id = town.id",
            "group by town.name",
            "order by total desc, town.name;",
        ),
        expect_typed="left join orders on",
        output=("name        total", "Riverside      41", "Oakham         17", "Westhill        0"),
        expect_output="Riverside 41",
    ),
    Work(
        title="Period of a pendulum",
        statement=(
            "Measure the period of a pendulum of known length, work out the acceleration of gravity and"
            f" describe in a short report how sure you are. {_RULES}"
        ),
        reading=(
            "The period of a small swing depends on the length alone, neither on mass nor on width.",
            "Time twenty swings rather than one: the error of your thumb is then spread over all of them.",
            "Measure the length to the middle of the weight, not to its lower edge.",
            "State every result with its uncertainty and with as many digits as it deserves.",
            "A photograph of the set-up may be added at the end of the report.",
        ),
        typed=(
            "Report",
            "The thread was 0.812 m long, to the middle of the weight.",
            "Twenty swings took 36.2 s, so one period is 1.81 s.",
            "The thumb adds 0.2 s at most, which is half a per cent.",
            "Hence gravity is 9.79 metres per second squared.",
        ),
        expect_typed="one period is 1.81 s",
        output=("Checked by the course calculator", "g = 9.785 within 0.10", "agrees with 9.81"),
        expect_output="g = 9.785 within 0.10",
    ),
)
