"""What the decoding child gives up before it opens the recording.

Each layer stands alone: one that the kernel refuses is left out, and the child reports which
layers hold. Elsewhere than on Linux only the resource limits exist.
"""

import ctypes
import os
import resource
import signal
import struct
import sys
from enum import StrEnum

from workers.media.limits import SOUND_BYTES_PER_S, Limits


class Layer(StrEnum):
    """Names of the layers, as the child reports them."""

    RESOURCES = "resource limits"
    DIES_WITH_PARENT = "dies with its parent"
    NO_PRIVILEGES = "no new privileges"
    OWN_NETWORK = "a network namespace of its own"
    NO_SYSTEM_CALLS = "no system calls for sockets and programs"


_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_OPEN_FILES = 64
_MIB = 1024 * 1024
_CPU_GRACE_S = 5


def confine(limits: Limits) -> tuple[Layer, ...]:
    """Applies every layer that this system has and returns those that hold. One thread must run."""
    _limit_resources(limits)
    held = [Layer.RESOURCES]
    if sys.platform != "linux":
        return tuple(held)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        held.append(Layer.OWN_NETWORK)
    # After unshare, because a change of credentials clears the death signal.
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0:
        held.append(Layer.DIES_WITH_PARENT)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        held.append(Layer.NO_PRIVILEGES)
        if _refuse_system_calls(libc):
            held.append(Layer.NO_SYSTEM_CALLS)
    return tuple(held)


def _limit_resources(limits: Limits) -> None:
    sound_bytes = int(limits.longest_s * SOUND_BYTES_PER_S) + _MIB
    # The soft limit's signal names the cause; at the hard limit the kernel just kills.
    _lower(resource.RLIMIT_CPU, limits.cpu_s, grace=_CPU_GRACE_S)
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, sound_bytes)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)


def _lower(which: int, value: int, *, grace: int = 0) -> None:
    """Sets the soft limit, and the hard one `grace` above it, never above what the process already has."""
    _, had = resource.getrlimit(which)
    soft, hard = value, value + grace
    if had != resource.RLIM_INFINITY:
        soft, hard = min(soft, had), min(hard, had)
    try:
        resource.setrlimit(which, (soft, hard))
    except (ValueError, OSError):
        # macOS knows RLIMIT_AS but refuses to set it.
        if sys.platform == "linux":
            raise


#: For each machine: its audit number and the calls that a decoder never needs.
#: socket, connect, bind, sendto, sendmsg, listen, accept, execve, execveat, ptrace, kill,
#: io_uring_setup, process_vm_readv, process_vm_writev.
_REFUSED_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 49, 44, 46, 50, 43, 59, 322, 101, 62, 425, 310, 311)),
    "aarch64": (0xC00000B7, (198, 203, 200, 206, 211, 201, 202, 221, 281, 117, 129, 425, 270, 271)),
}
#: x86-64 also takes the 32-bit-pointer numbers, from here on.
_X32_BIT = 0x40000000
_EPERM = 1
_BPF = struct.Struct("HBBI")
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def _refuse_system_calls(libc: ctypes.CDLL) -> bool:
    known = _REFUSED_CALLS.get(os.uname().machine)
    if known is None:
        return False
    code = _filter_code(*known)
    program = _Program(length=len(code) // _BPF.size, code=code)
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter_code(machine: int, refused: tuple[int, ...]) -> bytes:
    """A filter that answers EPERM to the refused calls and kills a caller of another machine's numbers."""
    lines = [
        (_LOAD, 0, 0, 4),  # the machine
        (_JUMP_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # the call's number
        (_JUMP_AT_LEAST, 0, 1, _X32_BIT),
        (_RETURN, 0, 0, _ERRNO | _EPERM),
    ]
    for number in refused:
        lines += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | _EPERM)]
    lines.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(_BPF.pack(*line) for line in lines)
