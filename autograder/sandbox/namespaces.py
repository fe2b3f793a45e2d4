"""Linux namespaces, mounts and limits for one submission, through the C library.

The order matters and each step says why. Standard library only, and no thread is started: this
runs in a fresh fork. There is no fallback: where a step fails the submission is not run.
"""

import ctypes
import fcntl
import os
import resource
import socket
import struct

LIBC = ctypes.CDLL(None, use_errno=True)
NEW_MOUNT, NEW_UTS, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PID, NEW_NET = 0x10000000, 0x20000000, 0x40000000
PRIVATE, RECURSIVE = 1 << 18, 1 << 14
READ_ONLY, NO_SUID_DEV = 1, 2 | 4
PARENT_DEATH_SIGNAL, DUMPABLE, NO_NEW_PRIVILEGES = 1, 4, 38
CAPABILITIES_V3 = 0x20080522
SIOCSIFFLAGS, UP_AND_RUNNING = 0x8914, 0x41
FIRST_USER = 200_000
INSIDE_USER = 1000
MEGABYTE = 1 << 20
FILES = 20_000  # an empty file takes no place in a folder, but memory outside


def die_with_parent() -> None:
    """The kernel clears this whenever the user changes, so it is set again afterwards."""
    _check(LIBC.prctl(PARENT_DEATH_SIGNAL, 9, 0, 0, 0), "parent death signal")


def enter(slot: int) -> bool:
    """New namespaces for the children of this process; True if a user namespace is still due.

    An ordinary user needs a user namespace to be allowed the others. Root does not, and must
    mount first: a file system that belongs to a user namespace may not mount /proc here.
    """
    user, group = os.geteuid(), os.getegid()  # to be read before: inside they are nobody's
    root = user == 0
    others = NEW_MOUNT | NEW_UTS | NEW_IPC | NEW_PID | NEW_NET
    _check(LIBC.unshare(others | (0 if root else NEW_USER)), "new namespaces")
    if not root:
        _map_user(user, group)
    return root


def furnish(work_megabytes: int) -> None:
    """Empty folders to write in, its own processes in /proc, and a loopback of its own."""
    _check(LIBC.mount(b"none", b"/", None, RECURSIVE | PRIVATE, None), "private mounts")
    options = f"size={work_megabytes}m,nr_inodes={FILES},mode=1777".encode()
    for place in (b"/scratch", b"/dev/shm"):
        _check(LIBC.mount(b"tmpfs", place, b"tmpfs", NO_SUID_DEV, options), "an empty folder")
    # The outer sandbox's terminals would be open to all submissions.
    _check(LIBC.mount(b"tmpfs", b"/dev/pts", b"tmpfs", READ_ONLY, None), "no terminals")
    _check(LIBC.mount(b"proc", b"/proc", b"proc", NO_SUID_DEV, None), "its own /proc")
    with socket.socket() as line:
        request = struct.pack("16sh", b"lo", UP_AND_RUNNING)
        fcntl.ioctl(line, SIOCSIFFLAGS, request)


def become_nobody(slot: int, user_namespace_due: bool) -> None:
    """Give up the user, all rights, and every way to get them back."""
    if user_namespace_due:
        user = FIRST_USER + slot  # one for each slot: the limit on processes counts by user
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        _check(LIBC.prctl(DUMPABLE, 1, 0, 0, 0), "a readable /proc/self")
        _check(LIBC.unshare(NEW_USER), "a new user namespace")
        _map_user(user, user)
    _write("/proc/sys/user/max_user_namespaces", "0")
    _check(LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no new privileges")
    header, nothing = struct.pack("Ii", CAPABILITIES_V3, 0), bytes(24)
    _check(LIBC.capset(header, nothing), "no capabilities")
    die_with_parent()


def limit(*, memory: int, processes: int, file: int, seconds: int) -> None:
    """Hard limits, in megabytes, processes and seconds of processor time."""
    for kind, value in (
        (resource.RLIMIT_DATA, memory * MEGABYTE),
        (resource.RLIMIT_NPROC, processes),
        (resource.RLIMIT_FSIZE, file * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))


def _map_user(user: int, group: int) -> None:
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{INSIDE_USER} {user} 1")
    _write("/proc/self/gid_map", f"{INSIDE_USER} {group} 1")


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def _check(result: int, what: str) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
