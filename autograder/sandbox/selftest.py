"""Looks around inside the sandbox as hostile code would, and names whatever is to be had.

Run at every start, on the real thing: a sandbox that is set up wrongly must refuse to grade,
not grade and leak. `CODE` runs inside; `leaks` reads its answer outside.
"""

from pathlib import Path

from autograder import ROOT

CODE = """
def look_around(places, port):
    import ctypes, os, socket

    def can(action):
        try:
            action()
        except (OSError, PermissionError):
            return False
        return True

    def connect(address):
        with socket.socket() as line:
            line.settimeout(2)
            line.connect(address)

    libc = ctypes.CDLL(None)
    uncounted = {
        "memory files": lambda: libc.memfd_create(b"x", 0),
        "shared memory": lambda: libc.shmget(0, 4096, 0o1600),
        "message queues": lambda: libc.msgget(0, 0o1600),
        "semaphores": lambda: libc.semget(0, 1, 0o1600),
    }
    closed = ("/", "/course", "/course/llmcourse", "/dev", "/dev/pts", "/etc", "/tmp", "/usr")
    status = dict(line.split(":", 1) for line in open("/proc/self/status"))
    return {
        "sees": [place for place in places if os.path.exists(place)],
        "writes": [place for place in closed if can(lambda: os.mkdir(place + "/x"))],
        "reaches the grader": can(lambda: connect(("127.0.0.1", port))),
        "reaches the network": can(lambda: connect(("192.0.2.1", 80))),
        "other processes": sum(name.isdigit() for name in os.listdir("/proc")) - 1,
        "capabilities": int(status["CapEff"], 16) | int(status["CapPrm"], 16),
        "may gain privileges": status["NoNewPrivs"].strip() != "1",
        "may open namespaces": libc.unshare(0x10000000) == 0,
        "may hold memory that is not counted": [n for n, get in uncounted.items() if get() >= 0],
        "is root": 0 in (os.getuid(), os.geteuid()),
        "environment": sorted(set(os.environ) & {"GEMINI_API_KEY", "GOOGLE_API_KEY", "USER"}),
    }
"""
SECRETS = ("solutions", "autograder", "course", "work", "tests", ".git", "nbgrader_config.py")


def question(port: int, canary: Path) -> bytes:
    """What `look_around` is asked: places that must not be there, and a port that listens here."""
    from llmcourse import wire  # imports torch: not before it is needed

    places = [*(ROOT / name for name in SECRETS), canary, Path.home() / ".bashrc"]
    return wire.dumps(([str(place) for place in places], port))


def leaks(answer: dict[str, str], body: bytes) -> list[str]:
    """Whatever was to be had, in words; an answer that cannot be read counts as a leak."""
    if "error" in answer:
        return [f"the self-test failed: {answer['error']}: {answer.get('message', '')}"]
    from llmcourse import wire

    found = wire.loads(body)
    return [f"{name}: {value}" for name, value in found.items() if value]
