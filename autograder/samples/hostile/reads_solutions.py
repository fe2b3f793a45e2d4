"""secrets: looks for solutions, gradebook and other people's work."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import glob, os

for place in ("/work", "/home", "/root", "/course", "/tmp", "..", "../..", "/proc/1/cwd"):
    for folder, _, files in os.walk(place):
        for name in files:
            if any(word in name for word in ("solution", "gradebook", "mistake", "attention")):
                try:
                    print(folder, name, open(os.path.join(folder, name)).read(2000))
                except OSError as error:
                    print(error)
print(glob.glob("/**/gradebook.db", recursive=True))
""",
]
