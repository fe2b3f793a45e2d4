"""limits: lifts its own limits."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import resource

for kind in (resource.RLIMIT_NPROC, resource.RLIMIT_DATA, resource.RLIMIT_CPU):
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY,) * 2)
        print("lifted")
    except (ValueError, PermissionError):
        pass
""",
]
