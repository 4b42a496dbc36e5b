"""Which of the ranked answers are shown: the best first, then those that a second or third need calls for.

Every answer has a probability of its own. The first one's is that of the decision that anything fits; those of the
others come from a small logistic model that asks of each whether it is right *beside* those already chosen, whatever
else is in the list. So two needs do not press each other down, as shares of one whole would. How like an answer is to
those already chosen counts against it (maximal marginal relevance, Carbonell and Goldstein 1998).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from companion.matching.arrays.postings import Floats
from companion.matching.deciding.linear import LinearModel, sigmoid
from companion.matching.deciding.signals import Comparison
from companion.matching.indexes.index import CORE, EntryIndex

ANSWERS = 3
"""At most so many answers are shown."""
CANDIDATES = 9
"""So many of the best ranked may be shown as a second or third."""
LEAST_FURTHER = 0.03
"""A second or third answer below this probability is not shown: it would only be noise."""
_MOST_UNCOVERED = 6.0


class Choice:
    """The best ranked answers of a post, of which some are chosen.

    Args:
        index: the answers.
        compared: the short list.
        scores: the ranker's scores of its rows; at least one.
        odds: log-odds that anything fits.
    """

    def __init__(self, index: EntryIndex, compared: Comparison, scores: Floats, odds: float) -> None:
        self._places = np.argsort(-scores, kind="stable")[:CANDIDATES]
        self._scores = scores[self._places].tolist()
        self._odds = odds
        rows = compared.rows[self._places]
        self._topics = index.topics[rows].tolist()
        self._about = index.concepts_of(rows) >= CORE
        self._alike = index.alike(rows)
        self._left = compared.concepts * index.concept_idf
        self.chosen: list[int] = []
        self.choose(0)

    def choose(self, candidate: int) -> None:
        """Take one more; what it is about no longer counts as uncovered."""
        self.chosen.append(candidate)
        self._left = np.where(self._about[candidate], 0.0, self._left)

    def place(self, candidate: int) -> int:
        """Where a candidate stands on the short list."""
        return int(self._places[candidate])

    def open(self) -> list[int]:
        """The candidates not chosen yet, best first."""
        return [c for c in range(len(self._places)) if c not in self.chosen]

    def features(self, candidate: int) -> dict[str, float]:
        """What tells whether a candidate is right beside those already chosen."""
        return {
            "fits": self._odds,
            "score": self._scores[candidate],
            "behind": self._scores[0] - self._scores[candidate],
            "uncovered": min(float(self._about[candidate] @ self._left), _MOST_UNCOVERED),
            "place": float(candidate),
            "same_topic": float(self._topics[candidate] in [self._topics[c] for c in self.chosen]),
            "alike": float(self._alike[candidate, self.chosen].max()),
        }


def further(choice: Choice, model: LinearModel, most: int = ANSWERS) -> Sequence[tuple[int, float]]:
    """Place on the short list and probability of each answer to show after the first, likeliest first."""
    found: list[tuple[int, float]] = []
    while len(found) + 1 < most and (candidates := choice.open()):
        odds = [model.score(choice.features(candidate)) for candidate in candidates]
        best = int(np.argmax(odds))
        if sigmoid(odds[best]) < LEAST_FURTHER:
            break
        choice.choose(candidates[best])
        found.append((choice.place(candidates[best]), sigmoid(odds[best])))
    return found
