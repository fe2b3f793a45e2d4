"""Widgets and plots are shown in own cells and in the answer."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
def causal_mask(length):
    position = torch.arange(length)
    mask = position[:, None] >= position
    plt.imshow(mask)
    plt.show()
    plt.close()
    return mask
""",
}
CELLS = [
    """\
import ipywidgets
from IPython.display import display
display(ipywidgets.IntSlider(value=3), ipywidgets.Output())
""",
]
