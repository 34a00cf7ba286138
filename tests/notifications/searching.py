"""People who also save searches and publish what those find; the workers that tell them may die."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar
from unittest.mock import patch

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import SEARCH, Notification
from instaclone.db.session import read, transact
from instaclone.jobs import working
from instaclone.jobs.models import Worker
from instaclone.posts import arriving, putting_aside
from instaclone.posts.indexing import index
from instaclone.posts.models import FreshPost, PostMedia
from instaclone.profiles import opting_out
from instaclone.search import jobs, saving, watching
from instaclone.vision import counting
from instaclone.vision.models import DONE, WAITING, Scan
from tests import make
from tests.notifications.acting import WEIGHTS, World
from tests.notifications.ledger import Act
from tests.notifications.search_ledger import QUERIES, WORDS

SEEN: tuple[dict[str, int], ...] = ({}, {"dog": 1}, {"dog": 2}, {"cat": 1}, {"dog": 1, "cat": 2})
TOO_LONG = arriving.PATIENCE + timedelta(minutes=1)


class SearchingWorld(World):
    """The world with saved searches and new posts; `scans` are of posts still to be scanned."""

    weights: ClassVar[dict[str, int]] = {
        **WEIGHTS,
        "publish": 55,
        "scan": 30,
        "lose_patience": 12,
        "tell": 50,
        "save": 45,
        "unsave": 6,
        "bell": 10,
        "unlist": 12,
        "put_aside": 25,
        "take_back": 15,
    }

    @property
    def published(self) -> set[int]:
        """The posts that were not there at the beginning."""
        return {act.made for act in self.log if act.what == "publish"}

    def _publish(self, who: Viewer) -> Act:
        word, seen = self.chance.choice(WORDS), self.chance.choice(SEEN)
        is_scanned = self.chance.random() < 0.5
        post_id, code = transact(_show, who, f"A {word}", seen if is_scanned else None)
        self.posts[post_id], self.codes[post_id] = who.id, code
        about = (word, tuple(seen.items()), is_scanned)
        return self._done("publish", who, *about, made=post_id)

    def _scan(self, who: Viewer) -> Act | None:
        waiting = [act for act in self.log if act.what == "publish" and not act.about[-1]]
        done = {act.about[0] for act in self.log if act.what == "scan"}
        left = [act for act in waiting if act.made not in done]
        if not left:
            return None
        act = self.chance.choice(left)
        transact(_scan, act.made, dict(act.about[1]))
        return self._done("scan", who, act.made)

    def _lose_patience(self, who: Viewer) -> Act | None:
        fresh = read(_fresh)
        if not fresh:
            return None
        post_id = self.chance.choice(fresh)
        transact(_age, post_id)
        return self._done("lose_patience", who, post_id)

    def _tell(self, who: Viewer) -> Act:
        if self.chance.random() < 0.4:
            self._tell_and_die(self.chance.randrange(1, 4))
        jobs.tell_of_new_posts()
        return self._done("tell", who)

    def _tell_and_die(self, at: int) -> None:
        """A worker dies as it tells the owner of a search, the first, second or third."""
        dying = transact(working.register)
        tell, told = watching.tell, 0

        def die(*args: Any) -> int:
            nonlocal told
            told += 1
            if told == at:
                raise KeyboardInterrupt  # as nothing catches before the end of the process
            return tell(*args)

        with patch.object(working, "me", lambda: dying), patch.object(watching, "tell", die):
            try:
                jobs.tell_of_new_posts()
            except KeyboardInterrupt:
                transact(_stop_heart, dying)

    def _save(self, who: Viewer) -> Act | None:
        asked, person = self.chance.choice(list(QUERIES)), self._other(who)
        query = asked.format(person=person.username)
        if read(saving.saved_as, who, query):
            return None
        transact(saving.save, who, query, True)
        card = read(saving.saved_as, who, query)
        assert card
        return self._done("save", who, asked, person.id, made=card.id)

    def _of_saved(self, what: str, ability: Callable, who: Viewer, *how: Any) -> Act | None:
        cards = read(saving.saved, who)
        if not cards:
            return None
        search = self.chance.choice(cards).id
        transact(ability, who, search, *how)
        return self._done(what, who, search, *how)

    def _unsave(self, who: Viewer) -> Act | None:
        return self._of_saved("unsave", saving.unsave, who)

    def _bell(self, who: Viewer) -> Act | None:
        wanted = self.chance.random() < 0.6
        return self._of_saved("bell", saving.set_notifies, who, wanted)

    def _unlist(self, who: Viewer) -> Act:
        wanted = self.chance.random() < 0.4
        transact(opting_out.set_unlisted, who, wanted)
        return self._done("unlist", who, wanted)

    def _put_aside(self, who: Viewer) -> Act | None:
        return self._to_found("put_aside", putting_aside.put_aside, who)

    def _take_back(self, who: Viewer) -> Act | None:
        return self._to_found("take_back", putting_aside.take_back, who)

    def _to_found(self, what: str, ability: Callable, who: Viewer) -> Act | None:
        """Somebody does it to a post that they were told of, or may be told of."""
        post = self.chance.choice(read(_told, who) or list(self.posts))
        transact(ability, who, self.codes[post])
        return self._done(what, who, post)


def _show(
    session: Session, author: Viewer, caption: str, seen: dict[str, int] | None
) -> tuple[int, str]:
    """A post that is shown now, as publishing leaves it; None is of pictures not yet scanned."""
    row = make.post(session, author, caption, labels=seen)
    assert row.id
    index(session, row)
    session.add(FreshPost(post_id=row.id))
    if seen is None:
        session.get_one(Scan, _picture(session, row.id)).state = WAITING
    session.flush()
    return row.id, row.code


def _scan(session: Session, post_id: int, seen: dict[str, int]) -> None:
    media_id = _picture(session, post_id)
    session.get_one(Scan, media_id).state = DONE
    for label, times in seen.items():
        for _ in range(times):
            make.detection(session, media_id, label)
    counting.recount(session, media_id)


def _picture(session: Session, post_id: int) -> int:
    return session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post_id)).one()


def _fresh(session: Session) -> list[int]:
    return list(session.exec(select(FreshPost.post_id).order_by(col(FreshPost.post_id))))


def _told(session: Session, viewer: Viewer) -> list[int]:
    rows = select(Notification.post_id).where(
        Notification.recipient_id == viewer.id, Notification.kind == SEARCH
    )
    return [post_id for post_id in session.exec(rows.order_by(col(Notification.id))) if post_id]


def _age(session: Session, post_id: int) -> None:
    session.get_one(FreshPost, post_id).shown_at = clock.now() - TOO_LONG


def _stop_heart(session: Session, worker_id: int) -> None:
    session.get_one(Worker, worker_id).beat_at = clock.now() - timedelta(minutes=1)
