"""The base of the course's widgets: one that computes in the browser and survives outside it.

A widget is a Python class with its data, a script in `static/` that draws and computes, a
text that says the same and a still picture. It needs no network, runs without a kernel
once shown, and is written as a page of its own by `to_html()`.

It does not send anything back to Python: what a learner chooses in one view stays there.
"""

import base64
import html
import json
import warnings
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets
from PIL import Image

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STATIC = Path(__file__).parent / "static"

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body class="lc-standalone">
<main id="widget" data-heading="1"></main>
<noscript><p>{description}</p></noscript>
<script type="module">
{script}
const sent = {state};
const model = {{
  get(name) {{
    const value = sent[name];
    if (!value || value.base64 === undefined) return value;
    return new DataView(Uint8Array.from(atob(value.base64), (c) => c.charCodeAt(0)).buffer);
  }},
  set() {{}}, save_changes() {{}}, on() {{}}, off() {{}}, send() {{}},
}};
render({{ model, el: document.getElementById("widget") }});
</script>
</body>
</html>
"""


@cache
def static_text(*names: str) -> str:
    """The files of `static/` with these names, joined: an import between them would not resolve."""
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)


class CourseWidget(anywidget.AnyWidget):
    """A widget of the course; a subclass names its scripts and styles and fills `data`.

    `data` is a tree of plain values; larger arrays go as bytes through traits of their own.
    """

    data = traitlets.Dict().tag(sync=True)

    scripts: ClassVar[tuple[str, ...]] = ()
    styles: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        if "scripts" in cls.__dict__:  # anywidget derives a class anew for each instance
            cls._esm = static_text("core.js", *cls.scripts)
            cls._css = static_text("core.css", *cls.styles)
        super().__init_subclass__(**options)

    def describe(self) -> str:
        """What the widget shows at first, in words."""
        raise NotImplementedError

    def draw(self) -> "Figure":
        """A still picture of what the widget shows, by matplotlib."""
        raise NotImplementedError

    def png(self) -> bytes:
        """`draw()` as a PNG, drawn once."""
        if not hasattr(self, "_png"):
            drawn, small = BytesIO(), BytesIO()
            with warnings.catch_warnings():  # a token that the font lacks is drawn as a box
                warnings.filterwarnings("ignore", message="Glyph")
                self.draw().savefig(drawn, format="png", dpi=110, facecolor="white")
            Image.open(drawn).convert("RGB").quantize(128).save(small, format="png", optimize=True)
            self._png = small.getvalue()
        return self._png

    def state(self) -> dict[str, Any]:
        """The synchronized traits that the script reads."""
        return {
            name: getattr(self, name)
            for name in self.trait_names(sync=True)
            if not name.startswith("_") and name in self.class_own_names()
        }

    @classmethod
    def class_own_names(cls) -> set[str]:
        """Names of the traits that course widgets define, as against those of Jupyter's."""
        inherited = anywidget.AnyWidget.class_trait_names()
        return set(cls.class_trait_names()) - set(inherited)

    def payload(self) -> int:
        """Bytes that one display sends: data, script and style."""
        values = json.dumps(self.state(), default=len, ensure_ascii=False)
        raw = sum(len(value) for value in self.state().values() if isinstance(value, bytes))
        return len(f"{values}{self._esm}{self._css}".encode()) + raw

    def to_html(self) -> str:
        """A page that holds the whole widget, interactive and without a single request."""
        state = {
            name: {"base64": base64.b64encode(value).decode()}
            if isinstance(value, bytes)
            else value
            for name, value in self.state().items()
        }
        return PAGE.format(
            title=html.escape(str(self.data.get("title", type(self).__name__))),
            style=self._css,
            description=html.escape(self.describe()),
            script=self._esm,
            state=json.dumps(state).replace("<", "\\u003c"),
        )

    def close(self) -> None:
        """End the live views; picture and words stay."""
        super().close()
        self.__dict__.pop("_repr_mimebundle_", None)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The live view, beside a picture and words for where no widget can run."""
        bundle = None if self.comm is None else super()._repr_mimebundle_(**options)
        data, metadata = bundle or ({}, {})
        picture = {
            "text/plain": self.describe(),
            "image/png": base64.b64encode(self.png()).decode(),
        }
        return {**data, **picture}, metadata
