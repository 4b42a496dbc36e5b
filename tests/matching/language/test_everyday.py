from __future__ import annotations

import numpy as np

from companion.matching.language.embeddings import encode
from companion.matching.language.everyday import nearest, sentences


def test_sentences_are_many_and_each_once() -> None:
    assert len(sentences()) > 100
    assert len(set(sentences())) == len(sentences())


def test_a_sentence_is_as_near_as_the_nearest_wording() -> None:
    own = encode(sentences()[:4])
    found = nearest(own, own[1:3].astype(np.float16))
    assert np.allclose(found[1:3], 1, atol=1e-2)
    assert np.allclose(found[[0, 3]], (own[[0, 3]] @ own[1:3].T).max(axis=1), atol=1e-2)
    assert (nearest(own, own[:0]) == -1).all()
