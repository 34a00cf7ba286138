"""How objects are counted in words: COCO's 80 labels have their plurals and pairs."""

SURE_FROM = 0.5  # below this the scanner says "perhaps"

IRREGULAR = {
    "person": "people",
    "sheep": "sheep",
    "knife": "knives",
    "mouse": "mice",
    "broccoli": "heads of broccoli",
    "skis": "pairs of skis",
    "scissors": "pairs of scissors",
    "tv": "TVs",
}
ONE = {
    "broccoli": "head of broccoli",
    "skis": "pair of skis",
    "scissors": "pair of scissors",
    "tv": "TV",
}
HISSING = ("s", "x", "z", "ch", "sh")
NOTHING = "Nothing recognised"


def counted(label: str, count: int) -> str:
    """A number and the label in the right form: "1 bus", "3 people"."""
    return f"{count} {ONE.get(label, label) if count == 1 else plural(label)}"


def perhaps(label: str, count: int, confidence: float) -> str:
    """A guess that owns up to being one: "perhaps a bicycle (41 %)"."""
    what = one(label) if count == 1 else counted(label, count)
    return f"perhaps {what} ({percent(confidence)} %)"


def one(label: str) -> str:
    """A single one: "a dog", "an apple", "a pair of skis"."""
    noun = ONE.get(label, label)
    return f"{article(noun)} {noun}"


def plural(label: str) -> str:
    """The plural of a label; labels of other models follow English's general rules."""
    if label in IRREGULAR:
        return IRREGULAR[label]
    if label.endswith(HISSING):
        return label + "es"
    if label.endswith("y") and label[-2:-1] not in tuple("aeiou"):
        return label[:-1] + "ies"
    return label + "s"


def article(noun: str) -> str:
    """ "an" before a vowel, else "a"."""
    return "an" if noun[:1].lower() in tuple("aeiou") else "a"


def percent(confidence: float) -> int:
    """A share as whole per cent."""
    return round(confidence * 100)
