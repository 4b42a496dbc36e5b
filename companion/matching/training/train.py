"""Train the matcher: ``python -m companion.matching.training``; see ``docs/benchmarks.md``.

Reads labelled posts over one or more banks, fits ranker and decisions with entries held out, sets the bars,
and writes ``data/weights.json``, ``data/tone.json`` and ``data/crisis.json``. Needs the ``train`` extra (scipy,
scikit-learn).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
from sklearn.linear_model import LogisticRegression

from companion.bank.files import read_bank
from companion.matching.arrays.postings import Floats
from companion.matching.deciding import crisis
from companion.matching.deciding.background import Background
from companion.matching.deciding.flags import answered_by
from companion.matching.deciding.linear import LinearModel, logit, scaled, sigmoid
from companion.matching.deciding.model import PAIR_NAMES
from companion.matching.indexes.index import EntryIndex
from companion.matching.labelled import LabelledPost, post_of, read_ids, read_labelled, read_posts
from companion.matching.language.embeddings import EmbeddingStore
from companion.matching.measures import Shown, measure
from companion.matching.reading.post import PostReading
from companion.matching.training import crossvalidation, fit_crisis, learn
from companion.matching.training.fit_tone import fit_tone

DATA = Path(__file__).parents[1] / "data"
QUIET = 0.92
"""Share of posts to which nothing fits that stay without an answer (held-out odds). Most of the training posts of
this kind are near misses of the field, which are harder than what is met in groups."""
CLAIM_QUIET = 0.96
"""Share of posts without a claim that stay without a correction."""
NEAR_WEIGHT = 0.5
"""What a near miss taken from another bank's posts counts: it was not written as one."""
VERY_GOOD = 0.9
"""Precision from which on a suggestion is called ``sehr_gut``."""
GROWTH = 0.2
"""Log-odds by which the bar rises when the bank doubles; measured on random parts of a bank."""


def load_source(
    bank: Path, posts: Path, ids: Path | None, number: int, store: EmbeddingStore
) -> learn.Source:
    """A labelled set, compared with its bank in both views."""
    source = _over(bank, posts.stem, store)
    kinds = {e.id: kind for kind, index in source.indexes.items() for e in index.entries}
    source.posts = read_labelled(posts, ids, kinds)
    learn.read_source(source, number)
    return source


def load_hard(
    bank: Path, posts: Path, ids: Path | None, weight: float, number: int, store: EmbeddingStore
) -> learn.Source:
    """The same for posts written to be hard, each of which counts ``weight`` (decision 315)."""
    source = load_source(bank, posts, ids, number, store)
    source.hard, source.weight = True, weight
    return source


def load_near(
    bank: Path, posts: Path, ids: Path | None, unanswered: Path, number: int, store: EmbeddingStore
) -> learn.Source:
    """Near misses: the posts of another bank's set that want nothing but the entries named in ``unanswered``."""
    names = set(unanswered.read_text(encoding="utf-8").split())
    entry_of = read_ids(ids) if ids else {}
    source = _over(bank, f"{posts.stem} over another bank", store)
    source.near, source.weight = True, NEAR_WEIGHT
    source.posts = [
        LabelledPost(f"near-{data['id']}", post_of(data), style="near")
        for data in read_posts(posts)
        if data.get("expected") and all(entry_of.get(code, code) in names for code in data["expected"])
    ]
    learn.read_source(source, number)
    return source


def _over(bank: Path, name: str, store: EmbeddingStore) -> learn.Source:
    entries = [e for e in read_bank(bank).entries.values() if e.status == "approved"]
    indexes = {
        kind: EntryIndex([e for e in entries if e.kind == kind], store) for kind in ("answer", "correction")
    }
    return learn.Source(indexes, Background(indexes.values()), (), name)


def bar(odds: Sequence[float], quiet: float) -> float:
    """The probability that the given share of odds stays below."""
    ordered = sorted(odds)
    place = min(int(np.ceil(len(ordered) * quiet)), len(ordered) - 1)
    return round(sigmoid(ordered[place]) + 1e-4, 4)


def precision_bar(scored: Sequence[tuple[float, bool]], precision: float) -> float:
    """The least score from which on suggestions are right with the given precision; 1.0 if there is none."""
    best, right = 1.0, 0
    for total, (score, hit) in enumerate(sorted(scored, reverse=True), 1):
        right += hit
        if total >= 20 and right / total >= precision:
            best = score
    return round(best, 4)


@dataclass(frozen=True)
class HeldOut:
    """A post judged by models that saw neither it nor its entries.

    Attributes:
        quiet, claim: log-odds of the two decisions.
        beside: the model of further answers.
    """

    post: crossvalidation.Described
    quiet: float
    claim: float
    beside: LinearModel


def train(sources: Sequence[learn.Source]) -> dict[str, Any]:
    """The model as JSON."""
    described = crossvalidation.describe_held_out(sources)
    return fit(described, sources, crossvalidation.fit_rankers(sources))


def fit(
    described: Sequence[crossvalidation.Described],
    sources: Sequence[learn.Source],
    rankers: Mapping[str, Floats],
) -> dict[str, Any]:
    """Decisions, bars and scales from posts ranked by models that never saw their entries; with ``rankers`` as JSON."""
    quiet, claim = crossvalidation.held_out_odds(described, sources)
    beside = crossvalidation.held_out_further(described, quiet, sources)
    plain = [
        HeldOut(d, q, c, f)
        for d, q, c, f in zip(described, quiet, claim, beside, strict=True)
        if not d.example.view and not d.gap and not sources[d.example.source].near
    ]
    usual = [h for h in plain if not sources[h.post.example.source].hard]
    nothing = [h.quiet for h in usual if h.post.example.labelled.nothing_fits]
    unclaimed = [h.claim for h in usual if not h.post.example.right["correction"]]
    show_answer, show_claim = bar(nothing, QUIET), bar(unclaimed, CLAIM_QUIET)
    report(plain, sources, show_answer, show_claim)
    answers = [
        (sigmoid(h.quiet), h.post.first_right("answer"))
        for h in usual
        if sigmoid(h.quiet) >= show_answer and is_about_answers(h.post.example.labelled)
    ]
    claims = [
        (sigmoid(h.claim), h.post.first_right("correction")) for h in usual if sigmoid(h.claim) >= show_claim
    ]
    scale = {"answer": calibrate(answers), "claim": calibrate(claims)}
    names = {"answer": "answers", "correction": "corrections"}
    return {
        "posts": {source.name: len(source.posts) for source in sources},
        "ranker": {
            names[kind]: {n: round(float(w), 4) for n, w in zip(PAIR_NAMES, weights, strict=True) if w > 1e-4}
            for kind, weights in rankers.items()
        },
        "quiet": crossvalidation.fit_quiet(described, sources).to_json(),
        "further": crossvalidation.fit_further(described, quiet, sources).to_json(),
        "claim": crossvalidation.fit_claim(described, sources).to_json(),
        "bars": {
            "show_answer": show_answer,
            "show_claim": show_claim,
            "answer_scale": scale["answer"],
            "claim_scale": scale["claim"],
            "very_good_answer": precision_bar(
                [(scaled(x, scale["answer"]), hit) for x, hit in answers], VERY_GOOD
            ),
            "very_good_claim": precision_bar(
                [(scaled(x, scale["claim"]), hit) for x, hit in claims], VERY_GOOD
            ),
            "growth": GROWTH,
            "entries": int(np.mean([source.indexes["answer"].count for source in sources])),
        },
    }


def report(
    plain: Sequence[HeldOut],
    sources: Sequence[learn.Source],
    show_answer: float,
    show_claim: float,
) -> None:
    """Print the figures of every set, by topic and by style, each post judged by models that never saw its entries."""
    groups: dict[str, list[tuple[LabelledPost, Shown]]] = {}
    for held in plain:
        d = held.post
        source = sources[d.example.source]
        odds = held.quiet if sigmoid(held.quiet) >= show_answer else None
        shown = crossvalidation.shown(d, source, odds, held.beside, sigmoid(held.claim) >= show_claim)
        names = [source.name]
        for kind, right in d.example.right.items():
            names += [
                f"{source.name}, {source.indexes[kind].entries[row].topic}" for row in sorted(right)[:1]
            ]
        if d.example.labelled.style:
            names.append(f"{source.name}, style {d.example.labelled.style}")
        for name in names:
            groups.setdefault(name, []).append((d.example.labelled, shown))
    for name in sorted(groups):
        rates = measure([post for post, _ in groups[name]], {post.id: found for post, found in groups[name]})
        cells = [
            f"{key} {rate.value:.3f} ({rate.total})" for key, rate in rates.items() if rate.value is not None
        ]
        click.echo(f"{name}: {', '.join(cells)}")


def is_about_answers(labelled: LabelledPost) -> bool:
    """Whether a post wants an answer or nothing; in posts about claims an answer is neither right nor wrong."""
    return labelled.leading or labelled.nothing_fits


def calibrate(outcomes: Sequence[tuple[float, bool]]) -> list[float]:
    """Slope and offset that turn raw scores into probabilities of being right (Platt 1999).

    Of outcomes that are all right, or all wrong, nothing can be learned: the scores stay as they are.
    """
    if len({hit for _, hit in outcomes}) < 2:
        return [1.0, 0.0]
    odds = np.array([[logit(score)] for score, _ in outcomes])
    fitted = LogisticRegression(C=10.0).fit(odds, [hit for _, hit in outcomes])
    return [round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)]


def ordinary(sources: Sequence[learn.Source]) -> list[PostReading]:
    """Every usual post that is not to be answered with help in a crisis, each once."""
    readings = [
        example.reading
        for source in sources
        if not source.hard
        for example in source.examples
        if not example.view
        and not any(answered_by(source.indexes["answer"].entries[row]) for row in example.right["answer"])
    ]
    return list({reading.text: reading for reading in readings}.values())


@click.command(help="Lernt die Gewichte aus beschrifteten Beiträgen und schreibt sie in das Paket.")
@click.option(
    "--set",
    "sets",
    type=(click.Path(path_type=Path), click.Path(path_type=Path), str),
    multiple=True,
    required=True,
    metavar="BANK POSTS IDS",
    help="Antwortbank, Beiträge (JSON je Zeile) und Kennungen („-“: keine). Mehrmals möglich.",
)
@click.option(
    "--hard",
    "hard",
    type=(click.Path(path_type=Path), click.Path(path_type=Path), str, click.FloatRange(0, 1)),
    multiple=True,
    metavar="BANK POSTS IDS WEIGHT",
    help="Wie --set, für absichtlich schwere Beiträge: Jeder zählt nur WEIGHT, und sie setzen keine Schwellen.",
)
@click.option(
    "--near",
    "near",
    type=(click.Path(path_type=Path), click.Path(path_type=Path), str, click.Path(path_type=Path)),
    multiple=True,
    metavar="BANK POSTS IDS ENTRIES",
    help="Beiträge zu einer anderen Bank, die BANK nicht beantwortet: die, deren Einträge alle in ENTRIES stehen.",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=DATA, help="Zielordner.")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Ordner für Satzvektoren.")
def main(
    sets: tuple[tuple[Path, Path, str], ...],
    hard: tuple[tuple[Path, Path, str, float], ...],
    near: tuple[tuple[Path, Path, str, Path], ...],
    out: Path,
    cache: Path | None,
) -> None:
    """Train on the given sets and write the data files."""
    store = EmbeddingStore(cache)
    sources = [
        load_source(bank, posts, None if ids == "-" else Path(ids), number, store)
        for number, (bank, posts, ids) in enumerate(sets)
    ]
    sources += [
        load_hard(bank, posts, None if ids == "-" else Path(ids), weight, number, store)
        for number, (bank, posts, ids, weight) in enumerate(hard, len(sources))
    ]
    sources += [
        load_near(bank, posts, None if ids == "-" else Path(ids), entries, number, store)
        for number, (bank, posts, ids, entries) in enumerate(near, len(sources))
    ]
    store.save()
    model = train(sources)
    out.mkdir(parents=True, exist_ok=True)
    (out / "weights.json").write_text(
        json.dumps(model, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    posts = [(e.labelled, e.reading) for s in sources if not s.near for e in s.examples if not e.view]
    (out / "tone.json").write_text(fit_tone(posts).to_json(), encoding="utf-8")
    (out / "crisis.json").write_text(crisis.to_json(fit_crisis.fit(ordinary(sources))), encoding="utf-8")
    click.echo(json.dumps(model["bars"]))
