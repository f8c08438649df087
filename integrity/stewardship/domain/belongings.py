"""Files that belong to rows, what they weigh, and how they go for good."""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from integrity.inspections.models import Run, run_folder
from integrity.stewardship.domain.closure import Rows
from integrity.stewardship.models import Artefact, DoomedPath
from integrity.submissions.models import Recording, Submission, Upload

_SHA256 = re.compile(r"[0-9a-f]{64}")


def files_of(rows: Rows) -> list[DoomedPath]:
    """What lies on the disk of rows that go. Not saved."""
    doomed = [DoomedPath(path=str(run_folder(key))) for key in rows.get(Run, ())]
    doomed += [DoomedPath(path=str(_arriving(key))) for key in rows.get(Upload, ())]
    for sha256 in rows.get(Recording, ()):
        doomed += [DoomedPath(path=str(path), sha256=sha256) for path in files_of_recording(sha256)]
    return [one for one in doomed if Path(one.path).exists()]


def files_of_recording(sha256: str) -> list[Path]:
    """The recording, what was made from it and lies beside it under its name, and what was perceived."""
    recording = Recording(sha256=sha256).path
    beside = sorted(recording.parent.glob(f"{sha256}*")) if recording.parent.is_dir() else []
    return [*beside, settings.CANDOR_CACHE / sha256]


def nameless_caches() -> list[Path]:
    """Of earlier versions, whose folders do not say of which recording they are: they go with the next erasure."""
    cache: Path = settings.CANDOR_CACHE
    folders = cache.iterdir() if cache.is_dir() else ()
    return sorted(path for path in folders if _SHA256.fullmatch(path.name) and _has_files(path))


def size_of(paths: Iterable[Path]) -> int:
    """In bytes, of files and of all in folders."""
    return sum(file.stat().st_size for path in paths for file in _files_in(path))


def remove_doomed(doomed: DoomedPath) -> None:
    """Not what somebody handed in again meanwhile: it is moved aside first, so that they find it gone or whole.

    Raises OSError.
    """
    path = Path(doomed.path)
    aside = path.with_name(f"{path.name}.doomed")
    if path.exists():
        remove(aside)
        path.rename(aside)
    if aside.exists() and doomed.sha256 and _is_used(doomed.sha256) and not path.exists():
        aside.rename(path)
    remove(aside)


def remove(path: Path) -> None:
    """A file or a folder; without complaint where it is gone already."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_used(sha256: str) -> bool:
    """By somebody who handed in the same; they keep the row before they look for the file (keep_file)."""
    recording = Recording.objects.filter(pk=sha256).first()
    if recording is None:
        return False
    given = Submission.everything.filter(recording=recording)
    cleared = given.filter(cleared__artefact=Artefact.RECORDING)
    return not cleared.exists() or given.exclude(pk__in=cleared.values("pk")).exists()


def _arriving(upload_id: UUID) -> Path:
    return Upload(pk=upload_id).path


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_file() for path in folder.iterdir())


def _files_in(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (file for file in path.rglob("*") if file.is_file())
