"""Who hears of a change between two people: those it concerns, and nobody else."""

import pytest

from instaclone.db.session import transact
from instaclone.live import bus
from instaclone.profiles import befriending, blocking, editing, following, muting, requesting
from tests import make
from tests.profiles.test_following import make_private

ANA, BEN = "ana", "ben"
BOTH = {"relations:ana", "relations:ben"}
# Who sees more or less of others' posts from now on also sees more or less of what happened.
BOTH_READ = BOTH | {"notifications:ana", "notifications:ben"}
# What ben does to ana, after what, and who hears of it.
NEWS = {
    "follows": ([], (following.follow, BEN), BOTH_READ),
    "follows again": ([(following.follow, BEN)], (following.follow, BEN), set()),
    "unfollows": (
        [(following.follow, BEN)],
        (following.unfollow, BEN),
        BOTH_READ,
    ),
    "unfollows nobody": ([], (following.unfollow, BEN), set()),
    "asks": ([(make_private, ANA)], (following.follow, BEN), BOTH | {"notifications:ana"}),
    "is let in": (
        [(make_private, ANA), (following.follow, BEN)],
        (requesting.approve, ANA),
        BOTH_READ,
    ),
    "is sent away": (
        [(make_private, ANA), (following.follow, BEN)],
        (requesting.decline, ANA),
        BOTH | {"notifications:ana"},
    ),
    "is removed": (
        [(following.follow, BEN)],
        (following.remove_follower, ANA),
        BOTH_READ,
    ),
    "blocks": ([], (blocking.block, BEN), BOTH_READ),
    "unblocks": (
        [(blocking.block, BEN)],
        (blocking.unblock, BEN),
        BOTH_READ,
    ),
    "mutes": ([], (muting.mute, BEN), {"relations:ben", "notifications:ben"}),
    "unmutes": ([(muting.mute, BEN)], (muting.unmute, BEN), {"relations:ben", "notifications:ben"}),
    "befriends": ([], (befriending.add, BEN), {"relations:ben"}),
}


@pytest.mark.parametrize("deed", NEWS)
def test_who_hears_of_it(database, monkeypatch: pytest.MonkeyPatch, deed: str):
    before, (act, who), expected = NEWS[deed]
    cast = {name: transact(make.user, name) for name in (ANA, BEN)}
    other = {ANA: BEN, BEN: ANA}
    for earlier, actor in before:
        if earlier is make_private:
            transact(make_private, cast[actor])
        else:
            transact(earlier, cast[actor], other[actor])
    heard: set[str] = set()
    monkeypatch.setattr(bus, "publish", heard.add)
    transact(act, cast[who], other[who])
    names = {str(viewer.id): name for name, viewer in cast.items()}
    assert {f"{kind}:{names[number]}" for kind, _, number in (t.partition(":") for t in heard)} == (
        expected
    )


def test_whoever_looks_hears_that_an_account_turned_private(
    database, monkeypatch: pytest.MonkeyPatch
):
    ana = transact(make.user, "ana")
    heard: set[str] = set()
    monkeypatch.setattr(bus, "publish", heard.add)
    transact(editing.set_private, ana, True)
    assert heard == {f"relations:{ana.id}", f"user:{ana.id}"}
