"""The parts of the lesson on training: what no hidden test of the lesson looks at."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import get_cosine_schedule_with_warmup

from llmcourse.data.preparation import crawl
from llmcourse.models import pretraining as given
from llmcourse.models.fillin import FillIn, sentence, train_fillin, vocabulary
from llmcourse.models.storyteller import Plan, Report, Storyteller

PLAN = Plan("test", n_stories=120, n_steps=6, rows=2, length=32, n_warm_up=2, n_looks=2)


def test_a_pile_becomes_a_set_without_copies() -> None:
    pile = crawl(40)
    texts = given.clean(pile, 10)
    sets = [given.shingles(text) for text in texts]
    signatures, similarity = given.minhash(sets, 64)
    near = given.close_pairs(similarity, 0.5)
    assert signatures.shape == (len(texts), 64)
    assert len(pile) > len(texts) > len(given.groups(len(texts), near)) == 41  # stories and a café
    is_test = given.split_documents(texts, near, 30)
    assert 0 < sum(is_test) < len(texts)
    assert all(is_test[i] == is_test[j] for i, j in near)


def test_minhash_estimates_jaccard() -> None:
    a = {f"w{i}" for i in range(60)}
    b = {f"w{i}" for i in range(30, 90)}
    _, similarity = given.minhash([a, b], 512)
    assert similarity[0, 1].item() == pytest.approx(given.jaccard(a, b), abs=0.1)
    assert given.hashed("the cat sat", 3) != given.hashed("the cat sat", 4)


def test_groups_join_through_others() -> None:
    assert given.groups(6, [(5, 2), (2, 0), (3, 4)]) == [[0, 2, 5], [1], [3, 4]]


def test_the_schedule_falls_as_transformers_does() -> None:
    leaf = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([leaf], lr=0.3)
    theirs = get_cosine_schedule_with_warmup(optimizer, 4, 20)
    for step in range(20):
        if step >= 4:
            assert optimizer.param_groups[0]["lr"] == pytest.approx(
                given.learning_rate(step, 0.3, 4, 20)
            )
        optimizer.step()
        theirs.step()


def test_a_masked_model_learns_what_follows_the_gap() -> None:
    model = train_fillin(n_steps=250, progress=False)
    assert model.guess("The [MASK] sat on the mat")[0][0] == "cat"
    with pytest.raises(ValueError, match="'tiger' is not among the words"):
        model.encode(["The", "tiger"])


def test_every_sentence_is_made_of_known_words() -> None:
    from random import Random

    words, random = set(vocabulary()), Random(1)
    assert all(set(sentence(random)) <= words for _ in range(200))
    assert len(FillIn().words) == len(words)


def test_a_stopped_training_goes_on_as_if_it_had_not_been_stopped(tmp_path: Path) -> None:
    whole = Storyteller(tmp_path / "a", PLAN)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert whole.run().state == "finished"

    def stop_at_three(report: Report) -> None:
        if report.step == 3 and report.state == "training":
            first._save()
            raise KeyboardInterrupt

    first = Storyteller(tmp_path / "b", PLAN)
    stopped = first.run(tell=stop_at_three)
    assert (stopped.state, stopped.step) == ("stopped", 3)
    second = Storyteller(tmp_path / "b", PLAN)  # as in a new kernel
    report = second.run()
    assert report.state == "finished"
    assert report.losses == pytest.approx(whole.report.losses, rel=1e-5)
    assert [step for step, _ in report.samples] == [0, 3, 6]
    finished = Storyteller(tmp_path / "b", PLAN).run()
    assert finished.losses == report.losses


def test_an_interrupt_before_the_first_save_begins_anew(tmp_path: Path) -> None:
    story = Storyteller(tmp_path, PLAN)

    def stop(report: Report) -> None:
        if report.state == "training":
            raise KeyboardInterrupt

    report = story.run(tell=stop)
    assert (report.state, report.step, report.losses) == ("stopped", 0, [])
    assert story.run().state == "finished"


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "storyteller-test.pt"
    path.write_bytes(b"half a file")
    assert Storyteller(tmp_path, PLAN).report.step == 0
    assert path.with_suffix(".damaged").read_bytes() == b"half a file"


def test_a_loop_that_tells_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without a call of after_step"):
        Storyteller(tmp_path, PLAN).run(lambda *args, **options: [])
