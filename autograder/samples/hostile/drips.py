"""time: sends its answer a byte at a time, each in time."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import os, socket, struct, time

def causal_mask(length):
    for name in os.listdir("/proc/self/fd"):
        fd = int(name)
        try:
            if not os.readlink(f"/proc/self/fd/{fd}").startswith("socket"):
                continue
        except OSError:
            continue
        line = socket.socket(fileno=os.dup(fd))
        line.send(struct.pack("!II", 1 << 20, 1 << 26))
        while True:
            line.send(b" ")
            time.sleep(0.1)
""",
}
