"""magics: !, %%bash and %run, to start programs."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
!sleep 1000 &
!cat /etc/shadow @ROOT@/solutions/*.py
""",
    """\
%%bash --bg
sleep 1000
""",
    """\
%run @ROOT@/solutions/03_attention.py
""",
    """\
%%script python3
import os
os.kill(1, 9)
""",
    """\
%load_ext autoreload
%autoreload 2
""",
]
