"""Gold words and sentences of a document: one sentence a line, one space between words, ``_`` inside a word.

All characters of the document but white space stand there in their order, so that the places of words in the raw text
follow from it. Such a file holds no text that has ``_`` itself. A user's own words are a file of another kind: one
word a line.
"""

from __future__ import annotations

from pathlib import Path

from vnjudnlp.errors import InputError, MarkupError
from vnjudnlp.segmentation.phrases import LONGEST_WORD

__all__ = ["parse_words", "read_user_words", "read_words"]

Places = list[tuple[int, int]]


def parse_words(lines: str, text: str, path: str = "") -> list[Places]:
    """Read gold words.

    Args:
        lines: the sentences with their words.
        text: the raw text of the document.
        path: the file's name, for messages.

    Returns:
        for each sentence the raw start and end of its words.

    Raises:
        MarkupError: a character is not that of the text, a line is empty or the end is missing; the message names the
            line.

    >>> parse_words("Thi_hành_án dân_sự .", "Thi hành  án dân sự.")
    [[(0, 12), (13, 19), (19, 20)]]
    """
    solid = [place for place, character in enumerate(text) if not character.isspace()]
    sentences: list[Places] = []
    position = 0
    for number, line in enumerate(lines.removesuffix("\n").split("\n"), 1):
        words: Places = []
        for word in line.split(" "):
            letters = word.replace("_", "")
            if not letters or word.startswith("_") or word.endswith("_") or letters != "".join(letters.split()):
                raise MarkupError(f"not a word: {word!r}; one space stands between words", number, path)
            for letter in letters:
                if position >= len(solid) or text[solid[position]] != letter:
                    found = text[solid[position]] if position < len(solid) else "the end"
                    raise MarkupError(f"in {word!r}: {letter!r} where the document has {found!r}", number, path)
                position += 1
            words.append((solid[position - len(letters)], solid[position - 1] + 1))
        sentences.append(words)
    if position < len(solid):
        rest = text[solid[position] :][:30]
        raise MarkupError(f"the document goes on with {rest!r}", len(sentences), path)
    return sentences


def read_words(path: Path, text: str) -> list[Places]:
    """Read a file of gold words.

    Args:
        path: the file, in UTF-8.
        text: the raw text of the document.

    Returns:
        for each sentence the raw start and end of its words.

    Raises:
        InputError: the file cannot be read.
        MarkupError: see :func:`parse_words`.
    """
    try:
        lines = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from None
    return parse_words(lines, text, str(path))


def read_user_words(path: Path) -> list[str]:
    """Read a file of a user's own words, one a line, with spaces or underscores between the syllables.

    Args:
        path: the file, in UTF-8; empty lines are passed over.

    Returns:
        the words.

    Raises:
        InputError: the file cannot be read, or a line holds no word; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as words, one a line, in UTF-8: {error}") from None
    words: list[str] = []
    for number, line in enumerate(lines, 1):
        word = line.strip()
        if "_" in word.strip("_") and " " not in word:
            word = word.replace("_", " ")
        if word:
            if len(word.split()) > LONGEST_WORD:
                raise InputError(f"{path}:{number}: a word has at most {LONGEST_WORD} syllables: {word[:60]!r}")
            words.append(word)
    return words
