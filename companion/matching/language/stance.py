"""Stance: does a post assert a claim, ask about it, contradict it, or only share its subject?

Cues are general German (question forms, absolute words, hearsay, contradiction, personal experience), counted on
normalised text; the patterns are data in ``data/stance.txt``. What the entry adds – numbers that only the fact or
only the claim names, likeness to the fact – is put beside them in :mod:`companion.matching.deciding.claims`.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from companion.matching.resources import lines


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for line in lines("stance.txt"):
        name, _, patterns = line.partition(":")
        found.setdefault(name.strip(), []).extend(part.strip() for part in patterns.split(" | "))
    return {name: re.compile(rf"\b(?:{'|'.join(parts)})\b") for name, parts in found.items()}


_ENDS_ASKING = re.compile(r"\?\W*$")
_LAUGHING = "😂🤣🙄😅🤡🙃"


def cues(text: str, plain: str, context: str = "", above: str = "") -> dict[str, float]:
    """Counts of stance cues, capped, with their products by question form.

    Args:
        text: the post.
        plain: its normalised words (:func:`companion.matching.language.german.normalise`).
        context: the post above it, if any.
        above: the normalised words of that.
    """
    patterns = _patterns()
    found = {
        name: float(min(len(pattern.findall(plain)), 3))
        for name, pattern in patterns.items()
        if name != "opening"
    }
    asks = "?" in text or bool(patterns["question_word"].match(plain) or patterns["yes_no"].match(plain))
    found["asks"] = float(asks)
    found["question_marks"] = float(min(text.count("?"), 2))
    found["exclamations"] = float(min(text.count("!"), 2))
    found["ends_asking"] = float(bool(_ENDS_ASKING.search(text)))
    found["opens_against"] = float(bool(patterns["opening"].match(plain)))
    found["laughing"] = float(any(c in text for c in _LAUGHING))
    for name in ("negation", "absolute", "telling", "contradiction", "experience", "concession"):
        found[f"{name}_stated"] = found[name] * (1 - found["asks"])
    for name in ("absolute", "hearsay", "first_person", "people", "negation"):
        found[f"{name}_asked"] = found[name] * found["asks"]
    found["context"] = float(bool(context))
    found["context_asks"] = float("?" in context)
    found["context_states"] = float(bool(context) and "?" not in context)
    found["context_absolute"] = float(min(len(patterns["absolute"].findall(above)), 2))
    found["against_context"] = found["context_states"] * (
        found["opens_against"] + min(found["contradiction"], 2.0)
    )
    found["numbers"] = float(min(len(re.findall(r"\d+", plain)), 3))
    return found


_ASPECTS = tuple(
    re.compile(rf"\b(?:{pattern})\b")
    for pattern in (
        r"wann|bis wann|frist\w*|spaetestens|termin|zeitpunkt|ab wann|wie frueh|rechtzeitig|vorher|wochen vor\w*",
        r"wie lang\w*|dauer\w*|monate|jahre|wie viele (?:wochen|monate|tage|jahre)|ende\w*",
        r"wie viel\w*|hoehe|wie hoch|hoch|euro|betrag|prozent|verdien\w*|grenze",
        r"wer|wem|fuer wen|anspruch|steht (?:mir|uns|einem) zu|voraussetzung\w*|bekomm\w*|kriege?",
        r"wo|wohin|an wen|stelle|adresse|nummer|ansprechpartner\w*|zustaendig",
        r"beantrag\w*|antrag|anmeld\w*|melde\w*|formular|unterlagen"
        r"|wie (?:geht|mache|laeuft|stelle|komme|kriege|bekomme)",
        r"darf\w*|duerfen|erlaubt|verboten|verbieten|verlangen|zwingen|muss\w*|pflicht|recht",
        r"zahl\w*|bezahl\w*|kosten|kostet|uebernimmt|uebernehmen|zuschuss|absetzen|steuer\w*",
        r"kuendig\w*|ablehn\w*|abgelehnt|widerspruch|falsch|beschwer\w*|streich\w*|gestrichen",
        r"erfahrung\w*|empfehl\w*|tipps?|gut\w*|welche[rs]?|idee\w*|kennt|link",
    )
)


def aspects(plain: str) -> npt.NDArray[np.float32]:
    """What a text asks for: when, how long, how much, who, where, how, whether allowed, who pays, what against, which.

    Args:
        plain: its normalised words.

    Returns:
        shape ``(10,)``, 0 or 1.
    """
    return np.array([bool(pattern.search(plain)) for pattern in _ASPECTS], dtype=np.float32)


_MODALITY = tuple(
    re.compile(rf"\b(?:{pattern})\b")
    for pattern in (
        r"nicht|nichts|nie|niemals|kein\w*|ohne|weder|niemand|verboten|unmoeglich|weg|futsch|verfall\w*|verloren|leer"
        r"|abgeschafft|gestrichen|ablehn\w*|abgelehnt|wertlos|null|untersagt|verweiger\w*|vorbei|schluss",
        r"nur|bloss|lediglich|ausschliesslich|erst|hoechstens|maximal|einmal|einmalig|allein\w*|einzig\w*",
        r"muss\w*|muessen|pflicht|verpflichtet|zwing\w*|gezwungen|zwang\w*|erlauben|genehmig\w*|zustimm\w*",
        r"immer|jede[rsmn]?|alle[sn]?|automatisch|sofort|ganz|komplett|voll\w*|sowieso|eh|gleich|fuer immer|endgueltig"
        r"|rechtsanspruch|anspruch|recht",
    )
)


_NEGATION = re.compile(r"\b(?:nicht|nichts|nie|niemals|kein\w*|ohne|weder|niemand|nirgends|keinesfalls)\b")
_LOSS = re.compile(
    r"\b(?:verboten|verbiet\w*|untersag\w*|unmoeglich|ausgeschlossen|weg|wegf\w*|futsch|verfall\w*|verfaell\w*|verlor\w*"
    r"|verlier\w*|leer|abgeschafft|gestrichen|streich\w*|ablehn\w*|abgelehnt|lehnt|wertlos|null|verweiger\w*|vorbei"
    r"|schluss|vergessen|entfaell\w*|erlisch\w*)\b"
)


def denials(plain: str) -> tuple[bool, bool]:
    """Whether a sentence, given as its normalised words, denies in the end: two negations lift each other.

    Returns:
        by its negations alone ("ohne Unterschrift keine Elternzeit" denies nothing), and with words of loss and
        refusal counted as negations ("darf nicht ablehnen" denies nothing).
    """
    negations, losses = len(_NEGATION.findall(plain)), len(_LOSS.findall(plain))
    return bool(negations % 2), bool((negations + losses) % 2)


def modality(plain: str) -> npt.NDArray[np.float32]:
    """Whether a text, given as its normalised words, says "not", "only", "must", "always"; shape ``(4,)``, 0 or 1."""
    return np.array([bool(pattern.search(plain)) for pattern in _MODALITY], dtype=np.float32)
