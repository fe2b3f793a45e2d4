"""Everything that the lesson on training hands over as finished, under one name.

Data in `llmcourse.data.preparation`, objectives in `objectives`, steps in `optimization`.
"""

from llmcourse.data.preparation import (
    clean,
    close_pairs,
    crawl,
    groups,
    hashed,
    jaccard,
    minhash,
    shingles,
    split_documents,
)
from llmcourse.models.objectives import clm_targets, mlm_mask, seq2seq_example
from llmcourse.models.optimization import (
    adamw_step,
    bigram_loss,
    clip_gradients,
    context_cost,
    cross_entropy,
    falling_rate,
    learning_rate,
    make_adamw,
    make_sgd,
    nothing,
    train_loop,
)

__all__ = [
    "adamw_step", "bigram_loss", "clean", "clip_gradients", "clm_targets", "close_pairs",
    "context_cost", "crawl", "cross_entropy", "falling_rate", "groups", "hashed", "jaccard",
    "learning_rate", "make_adamw", "make_sgd", "minhash", "mlm_mask", "nothing",
    "seq2seq_example", "shingles", "split_documents", "train_loop",
]  # fmt: skip
