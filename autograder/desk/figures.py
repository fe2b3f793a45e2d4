"""The report's two charts as inline SVG: plain shapes and text, colors by the page's style sheet.

Every chart has a title and says in one sentence what it shows; the page has its numbers as a table.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from autograder.desk.statistics import Distribution, Item

WIDTH = 960
LABEL, GAP, ROW, BAR = 240, 20, 40, 20
BARS = 330  # width of the part that shows how many solved an exercise
LEFT, TOP, HEIGHT, FOOT = 44, 22, 190, 44
LOW, HIGH = -0.4, 1.0  # the scale of the discrimination
FITS = 22  # pixels that a number needs inside its bar


def histogram(name: str, found: Distribution, possible: float) -> Markup:
    """How many students have how many points, with the median."""
    most = max(each.count for each in found.bins)
    step = _step(most)
    top = -(-most // step) * step
    inner = WIDTH - LEFT - 10
    wide = inner / len(found.bins)
    scale = HEIGHT / top
    shapes: list[Markup] = []
    for count in range(0, top + 1, step):
        y = TOP + HEIGHT - count * scale
        shapes += [_line("grid", LEFT, y, WIDTH - 10, y), _text(LEFT - 8, y + 4, count, "end")]
    for index, each in enumerate(found.bins):
        x, tall = LEFT + index * wide, each.count * scale
        shapes.append(_rect("solved", x + 1, TOP + HEIGHT - tall, wide - 2, tall))
        shapes.append(_text(x, TOP + HEIGHT + 18, f"{each.low:g}", "middle"))
    shapes.append(_text(LEFT + inner, TOP + HEIGHT + 18, f"{found.bins[-1].high:g}", "end"))
    at = LEFT + inner * found.quartiles[1] / found.bins[-1].high
    shapes.append(_line("median", at, TOP - 6, at, TOP + HEIGHT))
    side = "end" if at > WIDTH / 2 else "start"
    nudge = -6 if side == "end" else 6
    shapes.append(_text(at + nudge, TOP + 2, f"median {found.quartiles[1]:g}", side, "strong"))
    shapes.append(_text(LEFT + inner / 2, TOP + HEIGHT + 38, "points", "middle"))
    words = (
        f"{found.n} students, {possible:g} points to be had: half have"
        f" {found.quartiles[1]:g} or fewer, a quarter {found.quartiles[0]:g} or fewer."
    )
    return _svg(name, "How marks are distributed", words, TOP + HEIGHT + FOOT, shapes)


def _step(most: int) -> int:
    """The distance of the grid's lines: about five of them, at round numbers."""
    return next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if most <= 5 * s), 1000)


def exercises(name: str, items: Sequence[Item]) -> Markup:
    """For each exercise how many solved it, and how its points go with all others."""
    start = LABEL + GAP + BARS + GAP * 2
    right = WIDTH - 30
    height = 34 + ROW * len(items) + 24
    shapes = [_text(LABEL + GAP, 14, "solved · tried · not begun"), _text(start, 14, TITLE)]
    for value in (LOW, 0.0, 0.5, HIGH):
        x = _scaled(value, start, right)
        shapes.append(_line("axis" if value == 0 else "grid", x, 24, x, height - 22))
        shapes.append(_text(x, height - 6, f"{value:g}", "middle"))
    for index, item in enumerate(items):
        y = 30 + index * ROW
        shapes.append(_text(LABEL, y + 15, _short(item.task.title), "end", "strong"))
        shapes += [*_shares(item, y), *_discrimination(item, y + BAR / 2, start, right)]
    words = (
        f"{len(items)} exercises. Most often solved: "
        + ", ".join(i.task.title for i in sorted(items, key=lambda i: -i.solved)[:2])
        + ". Least often: "
        + ", ".join(i.task.title for i in sorted(items, key=lambda i: i.solved)[:2])
        + "."
    )
    return _svg(name, "How hard exercises are and what they tell apart", words, height, shapes)


TITLE = "discrimination, with its 95% interval"


def _short(title: str) -> str:
    return title if len(title) <= 34 else f"{title[:33]}…"


def _shares(item: Item, y: float) -> Iterable[Markup]:
    x: float = LABEL + GAP
    parts = (("solved", item.solved), ("tried", item.tried), ("untouched", item.untouched))
    for kind, count in parts:
        wide = BARS * count / item.n if item.n else 0
        if wide:
            yield _rect(kind, x, y, max(wide - 1, 0.5), BAR)
        if wide >= FITS:
            yield _text(x + wide / 2, y + 15, count, "middle", f"on-{kind}")
        x += wide


def _discrimination(item: Item, y: float, start: float, right: float) -> Iterable[Markup]:
    if item.discrimination is None or item.interval is None:
        yield _text(start, y + 5, "not defined here", "start", "soft")
        return
    low, high = (_scaled(value, start, right) for value in item.interval)
    at = _scaled(item.discrimination, start, right)
    yield _line("interval", low, y, high, y)
    yield Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="5"/>').format(at, y)


def _scaled(value: float, start: float, right: float) -> float:
    return start + (right - start) * (max(LOW, min(HIGH, value)) - LOW) / (HIGH - LOW)


def _svg(name: str, title: str, words: str, height: float, shapes: Iterable[Markup]) -> Markup:
    return Markup(
        '<svg viewBox="0 0 {} {:.0f}" role="img" aria-labelledby="{}-title {}-words">'
        '<title id="{}-title">{}</title><desc id="{}-words">{}</desc>{}</svg>'
    ).format(WIDTH, height, name, name, name, title, name, words, Markup("").join(shapes))


def _rect(kind: str, x: float, y: float, wide: float, tall: float) -> Markup:
    shape = '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"/>'
    return Markup(shape).format(kind, x, y, wide, tall)


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    shape = '<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>'
    return Markup(shape).format(kind, x1, y1, x2, y2)


def _text(x: float, y: float, words: object, anchor: str = "start", kind: str = "soft") -> Markup:
    shape = '<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>'
    return Markup(shape).format(kind, x, y, anchor, escape(str(words)))
