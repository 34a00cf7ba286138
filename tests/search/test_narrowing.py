"""Of a search for many words the rarest are looked up, and no more than a few."""

import pytest
from sqlmodel import Session

from instaclone.db import full_text
from instaclone.posts import indexing as posts
from instaclone.search import finding, narrowing, terms
from instaclone.search.narrowing import look_ups, narrowed
from instaclone.search.terms import All, Either, Term, Words
from tests import make
from tests.feed import test_plans as plans
from tests.statements import counted

LETTERS = "abcdefghijklmnopqrst"
WORDS = [Words((letter * 3,)) for letter in LETTERS]
OTHERS = [Words((letter + "x",)) for letter in LETTERS]
PAIRS = [*zip(WORDS, OTHERS, strict=True)]
LONG: dict[str, Term] = {
    "words": All(tuple(WORDS)),
    "groups": All(tuple(map(Either, PAIRS))),
    "either of some": Either(tuple(map(All, PAIRS))),
    "groups of some": All(
        tuple(
            Either((*map(All, PAIRS[at : at + 2]), terms.Tagged("lake"))) for at in range(0, 20, 2)
        )
    ),
    "things": All(tuple(terms.Thing(word.tokens[0], word) for word in WORDS)),
}


def _said_in_a_post(session: Session, author, caption: str) -> int:
    post = make.post(session, author, caption)
    posts.index(session, post)
    return post.id or 0


@pytest.mark.parametrize("shape", LONG)
def test_a_search_of_many_words_costs_no_more_than_one_of_few(session: Session, shape: str):
    ana = make.user(session)
    with counted(session) as few:
        finding.find_ids(session, ana, All(tuple(WORDS[: narrowing.LEADS])))
    with counted(session) as many:
        finding.find_ids(session, ana, LONG[shape])
    assert look_ups(LONG[shape]) >= 20
    # One more tells what is rare, one how far back what has an index goes, one looks what is there.
    assert len(many) <= len(few) + 3


@pytest.mark.parametrize("of", [All, lambda words: All(tuple(Either((w,)) for w in words))])
def test_a_short_rare_word_leads_where_all_the_longer_ones_are_common(
    session: Session, monkeypatch: pytest.MonkeyPatch, of
):
    monkeypatch.setattr(finding, "WINDOWS", (2, 3))
    monkeypatch.setattr(full_text, "COMMON", 3)
    ana = make.user(session)
    common = " ".join(word.tokens[0] for word in WORDS)
    oldest = _said_in_a_post(session, ana, f"{common} zx")
    for _ in range(7):
        _said_in_a_post(session, ana, common)
    session.commit()  # MariaDB's full text knows what is committed
    page = finding.find_ids(session, ana, of((*WORDS, Words(("zx",)))))
    assert (page.post_ids, page.is_cut) == ([oldest], False)


def test_of_alternatives_each_is_led_by_the_rarest_of_its_words_or_by_what_has_an_index(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(full_text, "COMMON", 3)
    monkeypatch.setattr(narrowing, "LEADS", 1)
    ana = make.user(session)
    for caption in ("the zx", "the", "the lake", "lake"):
        _said_in_a_post(session, ana, caption)
    session.flush()
    the, lake, rare = (Words((word,)) for word in ("the", "lake", "zx"))
    by, nobody = terms.By("ana"), terms.Not(terms.By("ben"))
    asked = Either((All((the, lake)), All((by, the)), All((by, rare)), All((nobody, the))))
    assert narrowed(session, asked) == Either((lake, All((by,)), rare, the))


def test_few_words_are_left_as_they_are(session: Session):
    asked = All((*WORDS[: narrowing.LEADS], terms.Tagged("lake"), terms.Not(WORDS[9])))
    with counted(session) as sent:
        assert narrowed(session, asked) is asked
    assert sent == []


def test_what_is_rare_is_known_from_the_newest_posts_alone(session: Session):
    ana = make.user(session)
    for _ in range(3):
        _said_in_a_post(session, ana, "aaa bbb")
    session.flush()
    with plans._sent(session) as sent:
        narrowed(session, LONG["groups"])
    ((statement, values),) = sent
    assert "LIMIT" in statement
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        steps = [row.detail for row in rows]
        # By its key from a bound on, with nothing to sort.
        assert any(step.startswith("SEARCH post_words USING INTEGER PRIMARY KEY") for step in steps)
        assert not [step for step in steps if "TEMP B-TREE" in step]
    else:
        rows = [*connection.exec_driver_sql(f"EXPLAIN {statement}", values)]
        ((key, extra),) = [(row.key, row.Extra) for row in rows if row.table == "post_words"]
        assert key == "PRIMARY"
        assert "filesort" not in extra
