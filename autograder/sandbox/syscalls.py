"""A filter of system calls: what no submission needs, and no other limit bounds, is not there.

Refused as if the kernel did not know them, so that libraries take their other way. It is a list of
refusals and no list of permissions: torch and Python use hundreds of calls, and more with each
version. Standard library only.
"""

import ctypes
import errno
import os
import struct

SET_SECCOMP, FILTER = 22, 2
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER_AT, ARCHITECTURE_AT = 0, 4
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.ENOSYS, 0x80000000
X32 = 0x40000000  # the numbers of x86's third kind of programs begin here

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
REFUSED = {
    # Memory that belongs to no process and to no folder:
    "memfd_create": {"x86_64": 319, "aarch64": 279},
    "memfd_secret": {"x86_64": 447, "aarch64": 447},
    "shmget": {"x86_64": 29, "aarch64": 194},
    "semget": {"x86_64": 64, "aarch64": 190},
    "msgget": {"x86_64": 68, "aarch64": 186},
    "mq_open": {"x86_64": 240, "aarch64": 180},
    "add_key": {"x86_64": 248, "aarch64": 217},
    "request_key": {"x86_64": 249, "aarch64": 218},
    "keyctl": {"x86_64": 250, "aarch64": 219},
    # Parts of the kernel in which many of its holes were found:
    "bpf": {"x86_64": 321, "aarch64": 280},
    "io_uring_setup": {"x86_64": 425, "aarch64": 425},
    "perf_event_open": {"x86_64": 298, "aarch64": 241},
    "userfaultfd": {"x86_64": 323, "aarch64": 282},
}


def refuse() -> None:
    """Set the filter, for this process and all that it starts. Raises OSError where it cannot."""
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        raise OSError(f"no filter of system calls is known for {machine}")
    steps = program(machine)
    code = ctypes.create_string_buffer(b"".join(steps))
    header = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    if ctypes.CDLL(None, use_errno=True).prctl(SET_SECCOMP, FILTER, header, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"a filter of system calls: {os.strerror(number)}")


def program(machine: str) -> list[bytes]:
    """The filter in the kernel's own form: jumps count the steps that they leave out."""
    numbers = [of[machine] for of in REFUSED.values()]
    return [
        _step(LOAD, ARCHITECTURE_AT),
        _step(EQUAL, ARCHITECTURES[machine], yes=1),
        _step(RETURN, KILL),
        _step(LOAD, NUMBER_AT),
        _step(AT_LEAST, X32, yes=len(numbers) + 1),
        *(_step(EQUAL, n, yes=len(numbers) - i) for i, n in enumerate(numbers)),
        _step(RETURN, ALLOW),
        _step(RETURN, REFUSE),
    ]


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)
