from io import StringIO

from integrity.demo.terminal import Bar, Terminal


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_gets_a_line_whenever_a_state_changes() -> None:
    stream = StringIO()
    terminal = Terminal(stream)
    for fraction, state in [
        (0.0, "waiting"),
        (0.1, "being inspected"),
        (0.7, "being inspected"),
        (1.0, "clear"),
    ]:
        terminal.show([Bar(name="cut", fraction=fraction, state=state)])
    assert stream.getvalue() == "  cut: waiting\n  cut: being inspected\n  cut: clear\n"


def test_a_terminal_gets_bars_that_are_drawn_over() -> None:
    stream = Screen()
    terminal = Terminal(stream)
    bars = [
        Bar(name="cut", fraction=0.5, state="being inspected"),
        Bar(name="sorting", fraction=0, state="waiting"),
    ]
    terminal.show(bars)
    assert stream.getvalue().count("\n") == 2
    assert "  cut      ━━━━━━━━━━━━────────────   50 %  being inspected" in stream.getvalue()
    terminal.show(bars)
    assert "\x1b[2A" in stream.getvalue()
