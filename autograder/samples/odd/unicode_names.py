"""Greek and Chinese names, and comments with emoji."""

EXPECTED: dict[str, int] = {"scaled_scores": 3}
ANSWERS = {
    "scaled_scores": """\
def scaled_scores(query, key):
    größe = query.shape[-1] ** 0.5  # d_k 🙂
    π得分 = query @ key.mT / größe
    return π得分
""",
}
