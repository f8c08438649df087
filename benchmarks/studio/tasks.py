"""What the people in the studio were asked to do: tasks with their steps, in two languages."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random


class App(StrEnum):
    EDITOR = "editor"
    TERMINAL = "terminal"
    BROWSER = "browser"
    WRITER = "writer"
    SHEET = "sheet"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of a task and the window that shows it.

    `lines`: what stands in the window in the end; the first `given` of them stand there from the
    start. `expect`: the texts by which the step is recognised; they stand in no other stage.
    """

    id: str
    instruction: str
    app: App
    title: str
    lines: tuple[str, ...]
    expect: tuple[str, ...]
    given: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    key: str
    language: str
    course: str
    title: str
    paragraphs: tuple[str, ...]
    stages: tuple[Stage, ...]

    @property
    def statement(self) -> str:
        """The text of the task page, word for word."""
        numbered = (f"{number}. {stage.instruction}" for number, stage in enumerate(self.stages, 1))
        return "\n".join((self.title, *self.paragraphs, *numbered))


TaskMaker = Callable[[Random], Task]


def hand_in(rng: Random) -> Stage:
    receipt = rng.randint(2100, 9800)
    return Stage(
        id="hand-in",
        instruction="Hand in your work on the course page",
        app=App.BROWSER,
        title="Hand in",
        address="campus.example/course/hand-in",
        lines=(
            "# Submission received",
            "Thank you. Your files are stored and your teacher has been told.",
            f"- Receipt number {receipt}",
            "- One file, 2 kB",
            "You can replace the file until Friday at noon.",
        ),
        expect=("Submission received",),
    )


def run_in_terminal(*, command: str, output: tuple[str, ...], expect: tuple[str, ...]) -> Stage:
    return Stage(
        id="run",
        instruction="Run it and show what it prints",
        app=App.TERMINAL,
        title="Terminal",
        lines=(f"$ {command}", *output, "$ "),
        expect=expect,
    )


def moving_average(rng: Random) -> Task:
    size = rng.randint(3, 7)
    prices = [rng.randint(11, 48) for _ in range(6)]
    code = (
        "from collections import deque",
        "",
        "def moving_average(values, size):",
        "    window = deque(maxlen=size)",
        "    for value in values:",
        "        window.append(value)",
        "        yield sum(window) / len(window)",
        "",
        f"prices = {prices}",
        f"for mean in moving_average(prices, {size}):",
        '    print(f"{mean:.2f}")',
    )
    means = [
        sum(prices[max(0, end - size) : end]) / len(prices[max(0, end - size) : end]) for end in range(1, 7)
    ]
    return Task(
        key="moving-average",
        language="en",
        course="Programming 1",
        title="Moving average",
        paragraphs=(
            f"Write a function that yields the mean of the last {size} numbers of a list.",
            "It reads the list once and keeps no more numbers than it needs.",
            "Explain in a sentence or two what happens at the start of the list.",
        ),
        stages=(
            Stage(
                id="editor",
                instruction="Write the function in the editor",
                app=App.EDITOR,
                title="average.py",
                lines=code,
                given=2,
                expect=("def moving_average",),
            ),
            run_in_terminal(
                command="python3 average.py",
                output=(*(f"{mean:.2f}" for mean in means), "finished without errors"),
                expect=("finished without errors",),
            ),
            hand_in(rng),
        ),
    )


def insertion_sort(rng: Random) -> Task:
    numbers = rng.sample(range(10, 99), 7)
    return Task(
        key="insertion-sort",
        language="en",
        course="Algorithms",
        title="Sorting a list",
        paragraphs=(
            "Sort a short list of numbers in place, without the built-in functions.",
            f"Your numbers are {', '.join(map(str, numbers))}.",
            "Say how often two numbers change places.",
        ),
        stages=(
            Stage(
                id="editor",
                instruction="Write the program in the editor",
                app=App.EDITOR,
                title="ordering.py",
                lines=(
                    '"""Homework 4"""',
                    "",
                    "def insertion_sort(items):",
                    "    for right in range(1, len(items)):",
                    "        item = items[right]",
                    "        left = right - 1",
                    "        while left >= 0 and items[left] > item:",
                    "            items[left + 1] = items[left]",
                    "            left -= 1",
                    "        items[left + 1] = item",
                    "",
                    f"numbers = {numbers}",
                    "insertion_sort(numbers)",
                    "print(numbers)",
                ),
                given=2,
                expect=("def insertion_sort",),
            ),
            run_in_terminal(
                command="python3 -m unittest",
                output=(
                    str(sorted(numbers)),
                    "....",
                    "-" * 40,
                    f"Ran 4 tests in 0.00{rng.randint(2, 8)}s",
                    "",
                    "all passed",
                ),
                expect=("Ran 4 tests",),
            ),
            hand_in(rng),
        ),
    )


def titration(rng: Random) -> Task:
    volume = rng.uniform(18.0, 24.0)
    rows = tuple(
        f"{part * volume:.1f}\t{ph + rng.uniform(-0.2, 0.2):.2f}"
        for part, ph in ((0, 2.9), (0.25, 4.2), (0.5, 4.8), (0.75, 5.3), (1.0, 8.7), (1.1, 11.4))
    )
    return Task(
        key="titration",
        language="en",
        course="Chemistry laboratory",
        title="Titration report",
        paragraphs=(
            "You measured how vinegar is neutralised by sodium hydroxide.",
            "Enter your readings, find the equivalence point and write it up.",
            "Give every number with its unit and say how sure you are of it.",
        ),
        stages=(
            Stage(
                id="readings",
                instruction="Enter the readings into the table",
                app=App.SHEET,
                title="readings.ods",
                lines=("Volume added (mL)\tpH value", *rows, f"Equivalence\t{volume:.1f}"),
                given=1,
                expect=("Volume added",),
            ),
            Stage(
                id="report",
                instruction="Write the conclusion in the report",
                app=App.WRITER,
                title="report.odt",
                lines=(
                    "# Neutralising vinegar",
                    f"The curve is steepest at {volume:.1f} mL of base.",
                    "There the acid is used up and the indicator turns pink.",
                    "Concentration of acetic acid",
                    f"c = {volume * 0.1 / 20:.4f} mol/L, give or take two per cent.",
                ),
                given=1,
                expect=("Concentration of acetic acid",),
            ),
            hand_in(rng),
        ),
    )


def sql_join(rng: Random) -> Task:
    amount = rng.randint(120, 480)
    return Task(
        key="sql-join",
        language="en",
        course="Databases",
        title="Orders and customers",
        paragraphs=(
            f"List every customer who spent more than {amount} in total.",
            "The tables are on the course page. One statement is enough.",
        ),
        stages=(
            Stage(
                id="query",
                instruction="Write the statement in the editor",
                app=App.EDITOR,
                title="big_spenders.sql",
                lines=(
                    "-- who spent how much",
                    "",
                    "SELECT customer.name, SUM(purchase.amount) AS spent",
                    "FROM customer",
                    "JOIN purchase ON purchase.customer_id = customer.id",
                    "GROUP BY customer.name",
                    f"HAVING spent > {amount}",
                    "ORDER BY spent DESC;",
                ),
                given=2,
                expect=("SELECT customer.name",),
            ),
            run_in_terminal(
                command="sqlite3 shop.db < big_spenders.sql",
                output=(
                    f"Marta Lind|{amount + 310}",
                    f"Yusuf Aydin|{amount + 122}",
                    f"Chen Wei|{amount + 17}",
                    "3 rows in set",
                ),
                expect=("3 rows in set",),
            ),
            hand_in(rng),
        ),
    )


def text_statistics(rng: Random) -> Task:
    words = rng.randint(820, 1900)
    return Task(
        key="text-statistics",
        language="en",
        course="Digital humanities",
        title="Counting words",
        paragraphs=(
            "Find the ten most frequent words of the chapter that you were given.",
            "Leave out articles. Compare the result with a page about Zipf.",
        ),
        stages=(
            Stage(
                id="script",
                instruction="Write the script in the editor",
                app=App.EDITOR,
                title="frequencies.py",
                lines=(
                    "import re",
                    "from collections import Counter",
                    "",
                    "def most_frequent(text, count=10):",
                    '    words = re.findall(r"[a-z]+", text.lower())',
                    '    kept = [word for word in words if word != "the"]',
                    "    return Counter(kept).most_common(count)",
                    "",
                    'chapter = open("chapter.txt").read()',
                    "print(most_frequent(chapter))",
                ),
                given=2,
                expect=("def most_frequent",),
            ),
            run_in_terminal(
                command="python3 frequencies.py",
                output=(
                    f"[('sea', {words // 20}), ('ship', {words // 27}),",
                    f" ('night', {words // 44}), ('captain', {words // 52})]",
                    f"{words} words counted",
                ),
                expect=("words counted",),
            ),
            Stage(
                id="compare",
                instruction="Open the page that you compare with",
                app=App.BROWSER,
                title="Rank and frequency",
                address="reader.example/linguistics/rank",
                lines=(
                    "# Rank and frequency",
                    "In a long text the second word is about half as frequent as the first.",
                    "The product of rank and frequency stays nearly constant.",
                    "> rank 1   7.0 %",
                    "> rank 2   3.6 %",
                    "> rank 3   2.4 %",
                    "Short texts follow the rule only roughly.",
                ),
                expect=("Rank and frequency",),
            ),
        ),
    )


def pendulum(rng: Random) -> Task:
    length = rng.uniform(0.4, 1.1)
    period = 2 * 3.14159 * (length / 9.81) ** 0.5
    rows = tuple(f"{run}\t{10 * (period + rng.uniform(-0.02, 0.02)):.2f}" for run in range(1, 7))
    return Task(
        key="pendulum",
        language="en",
        course="Physics 1",
        title="The pendulum",
        paragraphs=(
            f"Your thread is {length:.2f} m long. Time ten swings, six times.",
            "Work out the acceleration of free fall and how far off it may be.",
        ),
        stages=(
            Stage(
                id="table",
                instruction="Fill in the table",
                app=App.SHEET,
                title="swings.ods",
                lines=("Run\tTen periods (s)", *rows),
                given=1,
                expect=("Ten periods",),
            ),
            Stage(
                id="program",
                instruction="Compute the result with a program",
                app=App.EDITOR,
                title="gravity.py",
                lines=(
                    "from math import pi",
                    "from statistics import mean",
                    "",
                    "def free_fall(length_m, period_s):",
                    "    return 4 * pi**2 * length_m / period_s**2",
                    "",
                    f"periods_s = [{period:.3f}, {period + 0.011:.3f}, {period - 0.007:.3f}]",
                    f"print(free_fall({length:.2f}, mean(periods_s)))",
                ),
                given=2,
                expect=("def free_fall",),
            ),
            run_in_terminal(
                command="python3 gravity.py",
                output=(f"9.8{rng.randint(0, 9)}{rng.randint(0, 9)}", "metres per second squared"),
                expect=("metres per second squared",),
            ),
        ),
    )


ENGLISH: tuple[TaskMaker, ...] = (
    moving_average,
    insertion_sort,
    titration,
    sql_join,
    text_statistics,
    pendulum,
)
