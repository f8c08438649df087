"""Where weights lie, what they are, and which package brings them."""

import hashlib
import importlib.metadata
import importlib.util
from functools import lru_cache
from pathlib import Path

from workers.errors import EngineUnavailable


def package_folder(module: str, *, package: str) -> Path:
    """The folder of an installed top-level module, found without importing it.

    Raises EngineUnavailable where `package`, which brings it, is not installed.
    """
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise EngineUnavailable(
            f"The package {package} is not installed; install it with: pip install {package}."
        )
    return Path(spec.submodule_search_locations[0])


def package_file(module: str, *parts: str, package: str) -> Path:
    """A file inside an installed module. Raises EngineUnavailable where it is missing."""
    path = package_folder(module, package=package).joinpath(*parts)
    if not path.is_file():
        raise EngineUnavailable(
            f"The package {package} carries no {path.name}; install the version that the requirements pin."
        )
    return path


def package_version(package: str) -> str:
    """The installed version. Raises EngineUnavailable where the package is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError as error:
        raise EngineUnavailable(
            f"The package {package} is not installed; install it with: pip install {package}."
        ) from error


def name_weights(*paths: Path) -> str:
    """How a report names weights: each file's name with the first 8 digits of its sha256."""
    return ", ".join(f"{path.name} {short_sha256(path)}" for path in paths)


def short_sha256(path: Path) -> str:
    """The first 8 digits of a file's sha256."""
    return _sha256(path, path.stat().st_mtime_ns)[:8]


@lru_cache(maxsize=64)
def _sha256(path: Path, changed_ns: int) -> str:  # noqa: ARG001 - a changed file is another key
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
