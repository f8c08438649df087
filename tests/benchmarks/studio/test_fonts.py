import pytest

from benchmarks.studio import fonts


@pytest.mark.parametrize("family", [name for name in fonts.FILES if name.startswith("DejaVu")])
def test_dejavu_is_found_everywhere(family):
    assert fonts.font_path(family).name == fonts.FILES[family][0]


def test_a_font_that_is_not_installed_names_its_package(monkeypatch):
    monkeypatch.setattr(fonts, "_folders", list)
    monkeypatch.setattr(fonts, "_ask_fontconfig", lambda _: None)
    fonts.font_path.cache_clear()
    with pytest.raises(fonts.FontMissing, match="apt install fonts-noto-core"):
        fonts.font_path("Noto Sans")
    fonts.font_path.cache_clear()
