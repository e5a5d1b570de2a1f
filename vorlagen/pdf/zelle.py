"""Walls around this process, for good: no network, no other program, no file but the ones it needs (Linux).

Seccomp and Landlock work without any privilege, also inside a container that forbids namespaces.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2
_ERLAUBT, _VERWEIGERT = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO | EPERM
_LIES, _GLEICH, _MINDESTENS, _ANTWORTE = 0x20, 0x15, 0x35, 0x06  # BPF: load word, jeq, jge, return
_X32: Final = 0x40000000
# socket, connect, execve, execveat, ptrace, process_vm_readv, kill, io_uring_setup
_AUFRUFE: Final[dict[str, tuple[int, tuple[int, ...]]]] = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101, 310, 62, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117, 270, 129, 425)),
}
_LANDLOCK: Final = (444, 445, 446)  # create_ruleset, add_rule, restrict_self
_DATEIRECHTE: Final = 0b111  # execute, write a file, read a file
_ALLES: Final = (1 << 13) - 1  # what the first version of Landlock knows
_LESEN: Final = 0b1101  # execute, read a file, list a folder
SYSTEM: Final = (
    *("/usr", "/lib", "/lib64", "/opt", "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/dev/random"),
    *("/etc/fonts", "/var/cache/fontconfig", "/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice"),
    *("/proc/self", "/proc/meminfo", "/proc/cpuinfo"),
)


def schliesse_ab(*, lesen: Iterable[Path], schreiben: Path, megabyte: int) -> None:
    """Put up every wall that this kernel knows; what it does not know is left out, the limits of memory never.

    To be called while there is one thread only. Afterwards the process may read the system's programs and fonts and
    `lesen`, and write below `schreiben`.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (megabyte * 1024**2,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512 * 1024**2,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    rechte = dict.fromkeys([*map(Path, SYSTEM), *lesen], _LESEN)
    _verschliesse_dateien(libc, rechte | {schreiben: _ALLES, Path("/dev/null"): _ALLES})
    _verbiete_aufrufe(libc)


def _verschliesse_dateien(libc: ctypes.CDLL, rechte: dict[Path, int]) -> None:
    erlass, regel, gilt = _LANDLOCK
    regeln = libc.syscall(erlass, ctypes.byref(ctypes.c_uint64(_ALLES)), ctypes.c_size_t(8), 0)
    if regeln < 0:
        return
    for ort, was in rechte.items():
        try:
            griff = os.open(ort, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        eines = struct.pack("=Qi", was if ort.is_dir() else was & _DATEIRECHTE, griff)
        libc.syscall(regel, regeln, 1, eines, 0)
        os.close(griff)
    libc.syscall(gilt, regeln, 0)
    os.close(regeln)


def _verbiete_aufrufe(libc: ctypes.CDLL) -> None:
    if os.uname().machine not in _AUFRUFE:
        return
    art, verboten = _AUFRUFE[os.uname().machine]
    ende = len(verboten) + 1
    zeilen = [
        (_LIES, 0, 0, 4),
        (_GLEICH, 0, ende + 2, art),
        (_LIES, 0, 0, 0),
        (_MINDESTENS, ende, 0, _X32),
        *((_GLEICH, ende - 1 - stelle, 0, nummer) for stelle, nummer in enumerate(verboten)),
        (_ANTWORTE, 0, 0, _ERLAUBT),
        (_ANTWORTE, 0, 0, _VERWEIGERT),
    ]
    programm = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *zeile) for zeile in zeilen))
    kopf = ctypes.create_string_buffer(struct.pack("@HP", len(zeilen), ctypes.addressof(programm)))
    libc.prctl(_SECCOMP, _FILTER, kopf, 0, 0)
