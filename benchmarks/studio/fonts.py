"""Where the fonts are: the usual folders, else what fontconfig knows, else a clear error."""

import importlib.util
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from PIL import ImageFont

#: family name → (file name, Debian package)
FILES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "DejaVu Sans": ("DejaVuSans.ttf", "fonts-dejavu-core"),
        "DejaVu Sans Bold": ("DejaVuSans-Bold.ttf", "fonts-dejavu-core"),
        "DejaVu Sans Mono": ("DejaVuSansMono.ttf", "fonts-dejavu-core"),
        "DejaVu Serif": ("DejaVuSerif.ttf", "fonts-dejavu-core"),
        "DejaVu Serif Bold": ("DejaVuSerif-Bold.ttf", "fonts-dejavu-core"),
        "Liberation Sans": ("LiberationSans-Regular.ttf", "fonts-liberation"),
        "Liberation Sans Bold": ("LiberationSans-Bold.ttf", "fonts-liberation"),
        "Liberation Mono": ("LiberationMono-Regular.ttf", "fonts-liberation"),
        "Liberation Serif": ("LiberationSerif-Regular.ttf", "fonts-liberation"),
        "Liberation Serif Bold": ("LiberationSerif-Bold.ttf", "fonts-liberation"),
        "Noto Sans": ("NotoSans-Regular.ttf", "fonts-noto-core"),
        "Noto Sans Bold": ("NotoSans-Bold.ttf", "fonts-noto-core"),
        "Noto Serif": ("NotoSerif-Regular.ttf", "fonts-noto-core"),
        "Noto Serif Bold": ("NotoSerif-Bold.ttf", "fonts-noto-core"),
    }
)
UI_FAMILIES = ("DejaVu Sans", "Liberation Sans", "Noto Sans")
MONO_FAMILIES = ("DejaVu Sans Mono", "Liberation Mono")
SERIF_FAMILIES = ("DejaVu Serif", "Liberation Serif", "Noto Serif")
_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


class FontMissing(Exception):
    """A font that the scenario was drawn with is not installed."""


@cache
def font_path(family: str) -> Path:
    """The file of a family. Raises FontMissing with the package that brings it."""
    file_name, package = FILES[family]
    for folder in _folders():
        found = sorted(folder.rglob(file_name))
        if found:
            return found[0]
    from_fontconfig = _ask_fontconfig(file_name)
    if from_fontconfig is None:
        raise FontMissing(
            f"The font {family} ({file_name}) is not installed; on Debian: apt install {package}"
        )
    return from_fontconfig


@cache
def load_font(family: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path(family)), size_px, layout_engine=ImageFont.Layout.BASIC)


def _folders() -> list[Path]:
    """The system's font folders, and matplotlib's, which brings DejaVu everywhere."""
    spec = importlib.util.find_spec("matplotlib")
    bundled = [Path(spec.origin).parent / "mpl-data/fonts/ttf"] if spec and spec.origin else []
    return [folder for folder in (*_FOLDERS, *bundled) if folder.is_dir()]


def _ask_fontconfig(file_name: str) -> Path | None:
    if shutil.which("fc-list") is None:
        return None
    listed = subprocess.run(["fc-list", ":", "file"], capture_output=True, text=True, check=True).stdout
    paths = (Path(line.partition(":")[0].strip()) for line in listed.splitlines())
    return next((path for path in paths if path.name == file_name), None)
