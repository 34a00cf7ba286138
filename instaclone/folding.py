"""Words as they are searched: alike however they are written, cut where one ends."""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain one and an accent.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
ACCENTS = re.compile("[\u0300-\u036f]")
APOSTROPHES = re.compile("['’ʻʼ`´]")
# Scripts that put no blank between words: Thai, Lao, Burmese, Khmer, kana, Han.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
TOKEN_LENGTH = 40  # signs of a token: what follows is not told apart


def fold(words: str) -> str:
    """Words without accents, case and punctuation, apart by a blank.

    Köln is koln, Saint-Denis "saint denis", L'Aquila laquila. Marks that are letters of their
    script stay. Words of signs alone are nothing.
    """
    folded = _plain(words)
    kept = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in folded)
    return " ".join("".join(kept).split())


def signs_of(words: str) -> str:
    """Words folded as `fold` does, with their signs: what is left of a name of signs alone."""
    return " ".join(_plain(words).split())


def tokens(words: str) -> list[str]:
    """The folded words in their order, as they are indexed and searched, none longer than
    TOKEN_LENGTH.

    Of scripts without blanks every two signs side by side are one: 東京都 is 東京 and 京都.
    """
    found: list[str] = []
    for word in fold(words).split():
        end = 0
        for run in UNSPACED.finditer(word):
            found += _whole(word[end : run.start()])
            found += _pairs(run[0])
            end = run.end()
        found += _whole(word[end:])
    return found


def _whole(word: str) -> list[str]:
    return [word[:TOKEN_LENGTH]] if word else []


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def _plain(words: str) -> str:
    # Taken apart first: letters of mathematics and of other disguises have a case only then.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    plain = unicodedata.normalize("NFC", ACCENTS.sub("", apart)).translate(PLAIN)
    return APOSTROPHES.sub("", plain)
