"""A community whose interests are known, because it is made up: who likes what, and why.

Everybody has a few of forty interests and a town. What they post is mostly of these interests, told
by its tags and by what is in the picture, neither of them always; what they like is mostly of these
too, some of it from their town, better pictures more than others and some for no reason, soon after
it was posted. Some have joined only lately. The interests themselves are nowhere in the database.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate

from bench import community_rows as rows
from bench.community_rows import Row
from instaclone import clock
from instaclone.posts.models import PostLike, PostTag
from instaclone.relations.models import Follow
from instaclone.vision.models import LabelCount

INTERESTS, OF_EACH, TOWNS = 40, (2, 3, 4), 16
SPREAD = timedelta(days=60)  # before now, in which everything was posted
SOON = 4.0  # days after which a post is liked, on average
OWN_INTEREST, LIKED_INTEREST = 0.85, 0.85  # of posts and of likes that are of one's interests
TAGGED, SEEN, CROWDED = 0.7, 0.6, 0.4  # tags that are told, objects that are found, people in it
PLACED, LOCAL = 0.4, 0.1  # of posts that tell their town, of likes that are for one's own
NEW, LATELY = 0.08, timedelta(days=14)  # of people who joined in these last days
QUALITY = 0.9  # how far apart pictures are in how much they are liked: sigma of a log-normal
FOLLOWS = 12
WISHING = 0.5  # of people, who said of two posts "more like this" and "less" of one


@dataclass(frozen=True, slots=True)
class Size:
    """How many people, posts of all of them, and likes of each of them, about."""

    people: int
    posts: int
    likes: int


@dataclass(frozen=True)
class Community:
    """People have the ids 1 to `people`, posts 1 to `posts`; `authors` are those of the posts.

    `later` are the posts that people like in the days to come, of those that are there already;
    `more` and `less` what some say a word about.
    """

    people: int
    posts: int
    authors: list[int]
    later: dict[int, set[int]]
    more: dict[int, list[int]] = field(default_factory=dict)
    less: dict[int, list[int]] = field(default_factory=dict)


class _Maker:
    def __init__(self, seed: int, size: Size) -> None:
        self.rng = random.Random(seed)
        self.size = size
        self.now = clock.now()
        # Some interests are more common than others, as everywhere.
        self.common = [1 / (rank + 3) for rank in range(INTERESTS)]
        everybody = range(size.people + 1)
        self.interests = [self._draw_interests() for _ in everybody]
        self.towns = [self.rng.randint(1, TOWNS) for _ in everybody]
        self.joined = [self._draw_joining() for _ in everybody]
        self.joined[0] = self.now
        self.authors: list[int] = [0]
        self.moments: list[datetime] = [self.now]
        self.quality: list[float] = [0.0]
        self.of_interest: list[list[int]] = [[] for _ in range(INTERESTS)]
        self.of_town: list[list[int]] = [[] for _ in range(TOWNS + 1)]
        self.later: dict[int, set[int]] = defaultdict(set)

    def _draw_interests(self) -> list[int]:
        number = self.rng.choice(OF_EACH)
        return list(dict.fromkeys(self.rng.choices(range(INTERESTS), self.common, k=number)))

    def _draw_joining(self) -> datetime:
        if self.rng.random() < NEW:
            return self.now - LATELY * self.rng.random()
        return self.now - SPREAD - timedelta(days=self.rng.randrange(300))

    def _interest_for(self, person: int, share: float) -> int:
        if self.rng.random() < share:
            return self.rng.choice(self.interests[person])
        return self.rng.randrange(INTERESTS)

    def people(self) -> Iterator[Row]:
        yield from (rows.town(number) for number in range(1, TOWNS + 1))
        for number in range(1, self.size.people + 1):
            yield from rows.person(number, self.joined[number])

    def written(self) -> Iterator[Row]:
        rng, everybody = self.rng, range(1, self.size.people + 1)
        # Few post much: a third of all posts is by a tenth of the people.
        busy = list(accumulate(rng.paretovariate(1.6) for _ in everybody))
        for number in range(1, self.size.posts + 1):
            moment = self.now - SPREAD * (1 - number / (self.size.posts + 1))
            author = rng.choices(everybody, cum_weights=busy)[0]
            while self.joined[author] > moment and min(self.joined) <= moment:
                author = rng.choices(everybody, cum_weights=busy)[0]
            interest = self._interest_for(author, OWN_INTEREST)
            town = self.towns[author] if rng.random() < PLACED else None
            self.authors.append(author)
            self.moments.append(moment)
            self.quality.append(rng.lognormvariate(0, QUALITY))
            self.of_interest[interest].append(number)
            self.of_town[self.towns[author]].append(number)
            looks = f"{rng.getrandbits(64):016x}"
            key, found = rows.post(number, author, moment, town, looks)
            yield from found
            yield from self._told(number, key, interest)

    def _told(self, number: int, key: int, interest: int) -> Iterator[Row]:
        rng = self.rng
        tags = {f"topic{interest}x{part}" for part in range(3) if rng.random() < TAGGED}
        tags |= {f"any{rng.randrange(5)}" for _ in range(2)}
        for tag in sorted(tags):
            yield PostTag, {"post_id": number, "tag": tag, "sort_key": key}
        objects = {f"thing{interest // 2}"} if rng.random() < SEEN else set()
        objects |= {"person"} if rng.random() < CROWDED else set()
        for label in sorted(objects):
            yield LabelCount, {"media_id": number, "label": label, "count": 1, "sort_key": key}

    def liked(self) -> Iterator[Row]:
        """What was liked until now; of what is liked later it only keeps a note."""
        rng = self.rng
        pools = [*self.of_interest, *self.of_town]
        better = [list(accumulate(self.quality[post] for post in posts)) for posts in pools]
        for person in range(1, self.size.people + 1):
            taken: set[int] = set()
            for _ in range(round(self.size.likes * rng.lognormvariate(-0.2, 0.6))):
                which = self._interest_for(person, LIKED_INTEREST)
                if rng.random() < LOCAL:
                    which = INTERESTS + self.towns[person]
                if not pools[which]:
                    continue
                post = rng.choices(pools[which], cum_weights=better[which])[0]
                when = self.moments[post] + timedelta(days=rng.expovariate(1 / SOON))
                if post in taken or self.authors[post] == person or when < self.joined[person]:
                    continue
                taken.add(post)
                if when < self.now:
                    yield PostLike, {"user_id": person, "post_id": post, "created_at": when}
                else:
                    self.later[person].add(post)

    def followed(self) -> Iterator[Row]:
        """Mostly those who have an interest in common."""
        with_interest: dict[int, list[int]] = defaultdict(list)
        for person in range(1, self.size.people + 1):
            for interest in self.interests[person]:
                with_interest[interest].append(person)
        for person in range(1, self.size.people + 1):
            mine = self.interests[person]
            chosen = {self.rng.choice(with_interest[self.rng.choice(mine)]) for _ in range(FOLLOWS)}
            times = {"created_at": self.joined[person]}
            for other in sorted(chosen - {person}):
                yield Follow, {"follower_id": person, "followed_id": other} | times

    def wishes(self, wanted: bool, number: int) -> dict[int, list[int]]:
        """Posts of the right or of other interests, those soon liked left out."""
        found: dict[int, list[int]] = {}
        for person in range(1, self.size.people + 1):
            if self.rng.random() < WISHING:
                mine = set(self.interests[person])
                which = mine if wanted else set(range(INTERESTS)) - mine
                posts = [post for each in sorted(which) for post in self.of_interest[each]]
                fit = [
                    post
                    for post in posts
                    if self.authors[post] != person and post not in self.later[person]
                ]
                found[person] = self.rng.sample(fit, min(number, len(fit)))
        return found


def make(seed: int, size: Size) -> Community:
    """Write such a community into an empty database, what everybody liked until now with it."""
    maker = _Maker(seed, size)
    for some in (maker.people(), maker.written(), maker.liked(), maker.followed()):
        rows.write(some)
    rows.count_likes()
    more, less = maker.wishes(True, 2), maker.wishes(False, 1)
    return Community(size.people, size.posts, maker.authors, maker.later, more, less)
