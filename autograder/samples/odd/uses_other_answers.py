"""One answer uses another instead of the finished part."""

EXPECTED: dict[str, int] = {"scaled_scores": 3, "attention": 4}
ANSWERS = {
    "scaled_scores": """\
def scaled_scores(query, key):
    return query @ key.mT / query.shape[-1] ** 0.5
""",
    "attention": """\
def attention(query, key, value, mask=None):
    scores = scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    return (weights := torch.softmax(scores, -1)) @ value, weights
""",
}
