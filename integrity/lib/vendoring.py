"""Scripts and typefaces of others, as their authors built them: `python -m integrity.lib.vendoring` brings them here.

Asks npm for each package below, and keeps a file only where it is the one that is pinned. The files are committed:
neither a site nor its tests need npm.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
#: Where scripts go, and what reports are set in on paper.
VENDOR = _ROOT / "static" / "vendor"
FONTS = _ROOT / "workers" / "render" / "fonts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendored:
    """A file of an npm package, and its name in its folder."""

    package: str
    member: str
    name: str
    sha256: str
    folder: Path = VENDOR

    @property
    def path(self) -> Path:
        return self.folder / self.name


FILES = (
    Vendored(
        package="htmx.org@2.0.11",
        member="dist/htmx.min.js",
        name="htmx-2.0.11.min.js",
        sha256="d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717",
    ),
    Vendored(
        package="htmx.org@2.0.11",
        member="LICENSE",
        name="htmx-LICENSE.txt",
        sha256="d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38",
    ),
    Vendored(
        package="tus-js-client@4.3.1",
        member="dist/tus.min.js",
        name="tus-4.3.1.min.js",
        sha256="8cbb1b63fccc3bba0ae73ad1deb160ce046c3750851d0c3e94921ae3ef070eb8",
    ),
    Vendored(
        package="tus-js-client@4.3.1",
        member="LICENSE",
        name="tus-LICENSE.txt",
        sha256="2ec372e137fa65938a6551e9abaa3d3ea21f5ebd398fca00a13354ea881e6539",
    ),
    Vendored(
        package="dejavu-fonts-ttf@2.37.3",
        member="ttf/DejaVuSans.ttf",
        name="DejaVuSans.ttf",
        sha256="7da195a74c55bef988d0d48f9508bd5d849425c1770dba5d7bfc6ce9ed848954",
        folder=FONTS,
    ),
    Vendored(
        package="dejavu-fonts-ttf@2.37.3",
        member="ttf/DejaVuSans-Bold.ttf",
        name="DejaVuSans-Bold.ttf",
        sha256="e6476c1b80502924294eed40894c5b18e06c181444ca953e5334262df9c27724",
        folder=FONTS,
    ),
    Vendored(
        package="dejavu-fonts-ttf@2.37.3",
        member="LICENSE",
        name="DejaVu-LICENSE.txt",
        sha256="7a083b136e64d064794c3419751e5c7dd10d2f64c108fe5ba161eae5e5958a93",
        folder=FONTS,
    ),
)


class NotPinned(Exception):
    """A file is another one than was looked at."""


def bring_all() -> None:
    """Raises NotPinned, and then has written nothing of that package."""
    with tempfile.TemporaryDirectory() as scratch:
        for package in dict.fromkeys(file.package for file in FILES):
            archive = _packed(package, Path(scratch))
            for file in FILES:
                if file.package == package:
                    file.path.write_bytes(pinned(file, _member(archive, file.member)))


def pinned(file: Vendored, content: bytes) -> bytes:
    """The content itself. Raises NotPinned."""
    digest = hashlib.sha256(content).hexdigest()
    if digest != file.sha256:
        raise NotPinned(f"{file.member} of {file.package} has the SHA-256 {digest}, not {file.sha256}.")
    return content


def _packed(package: str, scratch: Path) -> Path:
    command = ["npm", "pack", "--silent", "--pack-destination", str(scratch), package]
    packed = subprocess.run(command, check=True, capture_output=True, text=True)
    return scratch / packed.stdout.strip().splitlines()[-1]


def _member(archive: Path, member: str) -> bytes:
    with tarfile.open(archive) as files:
        found = files.extractfile(f"package/{member}")
        if found is None:
            raise NotPinned(f"{archive.name} has no file {member}.")
        return found.read()


if __name__ == "__main__":
    bring_all()
    sys.stdout.write("".join(f"{file.path}\n" for file in FILES))
