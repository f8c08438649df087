"""Tasks whose pages and programs are in Russian.

What their steps are known by is in Latin letters, as programs print it: the recogniser that comes
with Candor writes no Cyrillic, and would rightly call such a step unclear.
"""

from random import Random

from benchmarks.studio.tasks import App, Stage, Task, TaskMaker


def hand_in(rng: Random) -> Stage:
    return Stage(
        id="hand-in",
        instruction="Отправьте работу на странице курса",
        app=App.BROWSER,
        title="Отправка",
        address="kampus.example/kurs/otpravka",
        lines=(
            "# Работа получена",
            "Спасибо. Файлы сохранены, преподаватель получил сообщение.",
            f"- Квитанция: receipt {rng.randint(2100, 9800)}, accepted",
            "Файл можно заменить до полудня пятницы.",
        ),
        expect=("accepted",),
    )


def run_in_terminal(*, command: str, output: tuple[str, ...], expect: tuple[str, ...]) -> Stage:
    return Stage(
        id="run",
        instruction="Запустите программу и покажите вывод",
        app=App.TERMINAL,
        title="Терминал",
        lines=(f"$ {command}", *output, "$ "),
        expect=expect,
    )


def sorting(rng: Random) -> Task:
    numbers = rng.sample(range(10, 99), 7)
    return Task(
        key="sorting-ru",
        language="ru",
        course="Алгоритмы",
        title="Сортировка вставками",
        paragraphs=(
            "Упорядочите список чисел на месте, без встроенных функций.",
            f"Ваши числа: {', '.join(map(str, numbers))}.",
            "Скажите, сколько раз числа менялись местами.",
        ),
        stages=(
            Stage(
                id="editor",
                instruction="Напишите функцию в редакторе",
                app=App.EDITOR,
                title="sort.py",
                lines=(
                    "# Домашняя работа 4",
                    "",
                    "def insertion_sort(items):",
                    "    # слева всегда упорядочено",
                    "    for right in range(1, len(items)):",
                    "        item, left = items[right], right - 1",
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
                command="python3 -m tests",
                output=(str(sorted(numbers)), "Ran 4 tests: OK", "Проверка завершена"),
                expect=("Ran 4 tests",),
            ),
            hand_in(rng),
        ),
    )


def primes(rng: Random) -> Task:
    limit = rng.randint(50, 120)
    found = [n for n in range(2, limit + 1) if all(n % d for d in range(2, int(n**0.5) + 1))]
    return Task(
        key="primes-ru",
        language="ru",
        course="Программирование",
        title="Простые числа",
        paragraphs=(
            f"Найдите все простые числа до {limit} решетом Эратосфена.",
            "Объясните, почему внешний цикл можно закончить раньше.",
        ),
        stages=(
            Stage(
                id="editor",
                instruction="Напишите решето в редакторе",
                app=App.EDITOR,
                title="primes.py",
                lines=(
                    "# Решето",
                    "",
                    "def sieve(limit):",
                    "    prime = [True] * (limit + 1)",
                    "    for step in range(2, int(limit**0.5) + 1):",
                    "        if prime[step]:",
                    "            for n in range(step * step, limit + 1, step):",
                    "                prime[n] = False",
                    "    return [n for n in range(2, limit + 1) if prime[n]]",
                    "",
                    f"numbers = sieve({limit})",
                    "print(len(numbers), numbers[-1])",
                ),
                given=2,
                expect=("def sieve",),
            ),
            run_in_terminal(
                command="python3 primes.py",
                output=(f"{len(found)} {found[-1]}", "exit status 0", "Время работы меньше секунды"),
                expect=("exit status",),
            ),
            hand_in(rng),
        ),
    )


def titration(rng: Random) -> Task:
    volume = rng.uniform(18.0, 24.0)
    rows = tuple(
        f"{part * volume:.1f}\t{ph + rng.uniform(-0.2, 0.2):.2f}"
        for part, ph in ((0, 2.9), (0.25, 4.2), (0.5, 4.8), (0.75, 5.3), (1.0, 8.7))
    )
    return Task(
        key="titration-ru",
        language="ru",
        course="Химия, практикум",
        title="Титрование уксуса",
        paragraphs=(
            "Внесите показания прибора и найдите точку эквивалентности.",
            "У каждого числа должна быть единица измерения.",
        ),
        stages=(
            Stage(
                id="readings",
                instruction="Заполните таблицу показаний",
                app=App.SHEET,
                title="pokazaniya.ods",
                lines=("Объём NaOH (mL)\tpH (25 °C)", *rows),
                given=1,
                expect=("NaOH (mL)",),
            ),
            Stage(
                id="report",
                instruction="Напишите вывод в отчёте",
                app=App.WRITER,
                title="otchet.odt",
                lines=(
                    "# Нейтрализация уксуса",
                    f"Кривая круче всего при {volume:.1f} мл раствора.",
                    "Здесь кислота израсходована, индикатор розовеет.",
                    f"c(CH3COOH) = {volume * 0.1 / 20:.4f} mol/L",
                    "Погрешность два процента.",
                ),
                given=1,
                expect=("c(CH3COOH)",),
            ),
            hand_in(rng),
        ),
    )


RUSSIAN: tuple[TaskMaker, ...] = (sorting, primes, titration)
