"""escape: namespaces of its own, to mount and to become root."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
print([libc.unshare(flag) for flag in (0x10000000, 0x00020000, 0x20000000, 0x40000000)])
print(libc.mount(b"none", b"/scratch", b"tmpfs", 0, None), libc.umount2(b"/proc", 2))
print(libc.mount(None, b"/", None, 32 | 4096, None), libc.chroot(b"/scratch"))
for action in (lambda: os.setuid(0), lambda: os.setgroups([0]), lambda: os.chroot("/")):
    try:
        action()
        print("done")
    except OSError as error:
        print(error)
""",
]
