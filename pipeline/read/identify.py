"""The language of a text: blocks vote, each with its letters.

Identifying a text as a whole lets one English menu line outweigh a short page in another language, so every
block is identified alone. The work is bounded: a long text is asked at evenly spaced places.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from .document import words_of

OFFICIAL = words_of(
    "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv",
)
"""The official languages of the European Union, ISO 639-1."""

_BLOCK = 280
"""Characters of a block: what the detector reads at most, in any script."""
_PLACES = 12
_FEWEST_LETTERS = 12
"""Shorter blocks are only asked where there is no longer one."""
_FEWEST_OF_ALL = 8
"""A currency code or a unit is no language."""
_LIKELY = 0.3
"""Score above which a language is believed although its lead over the next is small (a few words)."""
_SURE_SHARE = 0.3
"""Share of the letters that has to be in blocks identified with confidence."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-](?=[^\W\d_]))?")

# The detector does not know these two; their commonest words stand side by side in no other language.
_COMMON_WORDS = {
    "ga": words_of(
        "agus an na ar ag go is tá bhí sa do le faoi leis chun bliain atá beidh i gcuid nó ach mar "
        "don den sin seo as ó idir dhá trí ina lena chuid á ní gach thar roimh tionscadal pobal "
        "éireann",
    ),
    "mt": words_of(
        "u il- l- tal- ta' ta’ ta li fil- f' f’ għal għall- minn mill- bil- b' b’ huwa hija dan din "
        "se ma' ma’ mal- fi biex kien kienet hu hi x' ix- is- it- id- ir- in- iż- iz- tas- tat- tan- "
        "tad- tar- tax- fis- fit- fid- fin- lil jew ukoll aktar proġett komunità",
    ),
}
_SHARE_OF_COMMON_WORDS = 0.18


@cache
def known_languages() -> frozenset[str]:
    """Languages that a document can be said to be in: the official ones and any that has a language file."""
    folder = Path(__file__).parent.parent / "languages"
    return OFFICIAL | {path.stem for path in folder.glob("*.toml")}


def identify(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code of the language most of `text` is in, or None where that cannot be told.

    `declared` is what the page says of itself; it is only believed where the words do not decide.
    """
    blocks = _blocks(text)
    sure: Counter[str] = Counter()
    likely: Counter[str] = Counter()
    weights = [sum(map(str.isalpha, block)) for block in blocks]
    letters = sum(weights)
    if letters < _FEWEST_OF_ALL:
        return _if_known(declared) if declared else None
    for block, weight in zip(blocks, weights, strict=True):
        result = _detector().detect(block)
        if result.language is None:
            continue
        if result.is_reliable():
            sure[result.language] += weight
            if sure[result.language] * 2 > letters:
                break  # no other can overtake it
        if result.scores()[result.language] >= _LIKELY:
            likely[result.language] += weight
    if sure.total() >= letters * _SURE_SHARE and sure:
        return _if_known(_first(sure))
    if likely.total() * 2 < letters and (rare := _by_common_words(blocks)):
        return rare
    if likely and (language := _if_known(_first(likely))):
        return language
    return _if_known(declared) if declared else None


def _first(votes: Counter[str]) -> str:
    return min(votes, key=lambda language: (-votes[language], language))


def _if_known(language: str) -> str | None:
    return language if language in known_languages() else None


def _blocks(text: str) -> list[str]:
    if len(text) <= _BLOCK * _PLACES:
        parts = [text]
    else:
        step = (len(text) - _BLOCK) / (_PLACES - 1)
        parts = [_whole_words(text, int(step * number)) for number in range(_PLACES)]
    blocks: list[str] = []
    for part in parts:
        for line in part.splitlines():
            blocks.extend(line[at : at + _BLOCK] for at in range(0, len(line), _BLOCK))
    long_enough = [block for block in blocks if sum(map(str.isalpha, block)) >= _FEWEST_LETTERS]
    return long_enough or [" ".join(text[: _BLOCK * 2].split())[:_BLOCK]]


def _whole_words(text: str, at: int) -> str:
    part = text[at : at + _BLOCK]
    return part if at == 0 else part.partition(" ")[2] or part


def _by_common_words(blocks: list[str]) -> str | None:
    words = [match[0].lower() for block in blocks for match in _WORD.finditer(block)]
    if len(words) < 5:
        return None
    shares = {
        code: sum(word in common for word in words) / len(words) for code, common in _COMMON_WORDS.items()
    }
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _SHARE_OF_COMMON_WORDS else None


@cache
def _detector() -> Any:
    from eld import LanguageDetector

    return LanguageDetector()
