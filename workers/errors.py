"""What can go wrong, as types: each carries one sentence a person can act on."""

from typing import ClassVar


class CandorError(Exception):
    """Base of every expected failure; its message is shown to people as it is."""

    #: Trying again cannot help.
    permanent: ClassVar[bool] = True
    #: Exit status of the command line (contract: 2 usage, 3 recording, 4 engine).
    exit_status: ClassVar[int] = 1


class UsageInvalid(CandorError):
    """The command was called in a way that cannot be carried out."""

    exit_status = 2


class BriefInvalid(CandorError):
    """The brief breaks its schema; the message names the key and why."""

    exit_status = 2


class TracksInvalid(CandorError):
    """Stored tracks are absent, damaged or of another schema version."""

    exit_status = 2


class KeyInvalid(CandorError):
    """A key to sign or to check with is of no use."""

    exit_status = 2


class BundleInvalid(CandorError):
    """A bundle is none, or not as it was signed; the message says where."""

    exit_status = 2


class ReceiptInvalid(CandorError):
    """A receipt is none, or not as it was signed."""

    exit_status = 2


class RecordingUnreadable(CandorError):
    """Nothing of the recording can be read; the message says what was found instead."""

    exit_status = 3


class EngineUnavailable(CandorError):
    """An engine that was named or is required is not ready; the message says how to get it."""

    exit_status = 4


class EngineFailed(CandorError):
    """A ready engine failed while working; another try may succeed."""

    permanent = False
    exit_status = 4
