"""The chart of the cost of attention: offline, described, and no curve that was not measured."""

from __future__ import annotations

import base64
import json

import plotly.io
import pytest

from llmcourse.widgets.charts import attention_cost, histograms, lines, quadratic


def test_cost_chart_is_offline_and_described() -> None:
    lengths = [128, 256, 512]
    figure = attention_cost(lengths, [1e-4, 4e-4, 1.6e-3], [8e4, 32e4, 128e4])
    assert plotly.io.renderers.default == "plotly_mimetype"
    assert figure._ipython_display_ is None
    bundle = figure._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.plotly.v1+json", "image/png", "text/plain"}
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert "512 tokens: 0.0016 s, 1.28 MB" in bundle["text/plain"]
    assert len(json.dumps(bundle)) < 150_000
    layout = figure.layout
    assert (layout.xaxis.type, layout.yaxis.type) == ("log", "log")
    assert layout.xaxis.title.text == "length (tokens)"
    assert (layout.yaxis.title.text, layout.yaxis2.title.text) == ("time (s)", "memory (MB)")
    assert len(figure.data) == 4
    assert quadratic(lengths, [3.0 * n**2 for n in lengths]) == pytest.approx(3)
    assert len(attention_cost(lengths, [1, 2, 3], [1, 2, 3], fit=False).data) == 2


@pytest.mark.parametrize("seconds", [[1.0], [1.0, 0.0]])
def test_cost_chart_refuses(seconds: list[float]) -> None:
    with pytest.raises(ValueError, match=r"pass one time|must be positive"):
        attention_cost([1, 2], seconds, [1.0, 2.0])


def test_lines_on_a_logarithmic_axis_without_marks() -> None:
    values = [10.0**-n for n in range(100)]
    options = {"title": "t", "x_title": "x", "y_title": "y", "log_y": True, "marks": False}
    figure = lines(range(100), {"gradient": values}, **options)
    assert figure.layout.yaxis.type == "log"
    assert figure.data[0].mode == "lines"
    said = figure._repr_mimebundle_()["text/plain"]
    assert "1e-12 at x 12" in said
    assert said.count(" at x ") == 9  # some of the places, not a hundred


def test_histograms_share_their_axes_and_say_what_lies_outside() -> None:
    panels = {"before": {"a": [0.0, 0.05, 9.0, -9.0]}, "after": {"a": [0.0, 0.05, 0.1, 0.9]}}
    figure = histograms(panels, title="t", x_title="x", reach=1.0)
    assert [sum(trace.y) for trace in figure.data] == [0.5, 1.0]
    assert figure.layout.yaxis2.matches == "y"
    bundle = figure._repr_mimebundle_()
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert "before, a: mean 0.01, standard deviation 6.36" in bundle["text/plain"]
