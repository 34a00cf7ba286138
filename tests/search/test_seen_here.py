"""What is often seen with a tag or at a place leads to a search that finds it there."""

from urllib.parse import parse_qs, urlsplit

from sqlmodel import Session

from instaclone.objects.cards import ObjectLink
from instaclone.posts.indexing import index
from instaclone.posts.models import ONLY_ME
from instaclone.search.asking import ask
from instaclone.search.finding import find_ids
from instaclone.search.seen_here import SEEN, search_for, seen_at_place, seen_with_tag
from instaclone.vision.labels import COCO_LABELS
from tests import make, people
from tests.statements import counted


def query_of(address: str) -> str:
    (query,) = parse_qs(urlsplit(address).query)["q"]
    return query


def queries(found: list[ObjectLink]) -> list[str]:
    return [query_of(each.address) for each in found]


def test_what_most_people_show_comes_first_and_is_found_by_its_search(session: Session):
    cast = people.cast(session)
    town = make.town(session, "São Tomé")
    made = []
    for author, labels in (
        (cast.ana, {"boat": 1}),
        (cast.ana, {"boat": 1}),
        (cast.ana, {"traffic light": 2, "dog": 1}),
        (cast.cleo, {"dog": 1}),
    ):
        post = make.tag(session, make.post(session, author, labels=labels), "porto")
        post.place, post.place_id = "São Tomé", town.id
        index(session, post)
        made.append(post.id)
    secret = make.tag(session, make.post(session, cast.ana, labels={"bear": 1}), "porto")
    secret.visibility, secret.place, secret.place_id = ONLY_ME, "São Tomé", town.id
    session.flush()
    tagged = seen_with_tag(session, cast.ben, "porto")
    placed = seen_at_place(session, cast.ben, town.id or 0, "São Tomé")
    assert [each.name for each in tagged] == ["dog", "boat", "traffic light"]
    assert queries(tagged) == ["#porto dog", "#porto boat", "#porto traffic-light"]
    assert queries(placed) == ["place:\"sao tome\" dog", "place:\"sao tome\" boat",
                               "place:\"sao tome\" traffic-light"]  # fmt: skip
    for dog, boat, light in (queries(tagged), queries(placed)):
        for query, expected in ((dog, made[2:]), (boat, made[:2]), (light, made[2:3])):
            term = ask(query, ["de"]).term
            assert term
            assert find_ids(session, cast.ben, term).post_ids == expected[::-1], query


def test_names_are_the_readers_own_and_nothing_is_seen_where_nothing_is(session: Session):
    cast = people.cast(session)
    make.tag(session, make.post(session, cast.ana, labels={"dog": 1}), "lake")
    (dog,) = seen_with_tag(session, cast.ben, "lake", ["de"])
    assert (dog.name, query_of(dog.address)) == ("Hund", "#lake dog")
    assert seen_with_tag(session, cast.ben, "sea") == []
    assert seen_at_place(session, cast.ben, 1, "…") == []


def test_every_label_is_asked_for_by_a_search_that_is_understood():
    for label in COCO_LABELS:
        term = ask(query_of(search_for(label)), []).term
        assert label in repr(term), label


def test_it_costs_one_statement_however_many_posts_there_are(session: Session):
    cast = people.cast(session)
    for number in range(30):
        labels = dict.fromkeys(COCO_LABELS[number : number + 3], 1)
        make.tag(session, make.post(session, cast.ana, labels=labels), "lake")
    with counted(session) as sent:
        assert len(seen_with_tag(session, cast.ben, "lake")) == SEEN
    assert len(sent) == 1
