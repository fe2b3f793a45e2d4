"""network: the grader's own ports, the internet, and names."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import socket

for address in (("127.0.0.1", 22), ("127.0.0.1", 8888), ("1.1.1.1", 53), ("10.0.2.2", 80)):
    with socket.socket() as line:
        line.settimeout(0.2)
        print(line.connect_ex(address))
try:
    print(socket.getaddrinfo("example.org", 80))
except OSError as error:
    print(error)
for name in ("/run/docker.sock", "\\0/tmp/.X11-unix/X0", "/tmp/.X11-unix/X0"):
    with socket.socket(socket.AF_UNIX) as line:
        try:
            print(line.connect(name))
        except OSError as error:
            print(error)
""",
]
