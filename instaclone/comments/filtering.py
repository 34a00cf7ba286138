"""Words and phrases a person does not want to read in comments."""

from collections.abc import Iterable

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments.matching import contains_any, folded
from instaclone.comments.models import Comment, FilteredWord
from instaclone.errors import Invalid
from instaclone.live.bus import publish_later

LENGTH = 100
MOST = 200


def add_word(session: Session, viewer: Viewer, phrase: str) -> None:
    """Filter a word or phrase; once is enough. Raises Invalid for a broken rule."""
    wanted = folded(phrase)
    if not wanted:
        raise Invalid("Write a word or a phrase first.", "phrase")
    if len(wanted) > LENGTH:
        raise Invalid(
            f"A hidden word may have {LENGTH} characters; this one has {len(wanted)}.", "phrase"
        )
    # Two windows that add at once would both find room: the person's own row makes them queue.
    session.exec(select(User.id).where(User.id == viewer.id).with_for_update()).one()
    if wanted in filtered_words(session, viewer):
        return
    rows = select(func.count()).select_from(FilteredWord).where(FilteredWord.user_id == viewer.id)
    if session.exec(rows).one() >= MOST:
        raise Invalid(f"There may be {MOST} hidden words. Remove one first.", "phrase")
    session.add(FilteredWord(user_id=viewer.id, phrase=wanted))
    publish_later(session, f"relations:{viewer.id}")


def remove_word(session: Session, viewer: Viewer, phrase: str) -> None:
    """Filter it no longer."""
    rows = session.exec(select(FilteredWord).where(FilteredWord.user_id == viewer.id)).all()
    # Compared here: to one of the databases a word is the same with and without its accents.
    gone = [row.id for row in rows if row.phrase == folded(phrase)]
    session.execute(delete(FilteredWord).where(col(FilteredWord.id).in_(gone)))
    publish_later(session, f"relations:{viewer.id}")


def filtered_words(session: Session, viewer: Viewer) -> list[str]:
    """The viewer's words in alphabetical order."""
    rows = select(FilteredWord.phrase).where(FilteredWord.user_id == viewer.id)
    return sorted(session.exec(rows))


def filtered(
    session: Session, viewer: Viewer | None, author_id: int, comments: Iterable[Comment]
) -> set[int]:
    """The ids of those of a post's comments that stay hidden from the viewer until revealed.

    By the words of the viewer and of the post's author, who is `author_id`. Everybody reads what
    they wrote themselves.
    """
    return filtered_below(session, viewer, ((author_id, comment) for comment in comments))


def filtered_below(
    session: Session, viewer: Viewer | None, comments: Iterable[tuple[int, Comment]]
) -> set[int]:
    """The same for comments below any posts, each after the id of its post's author."""
    others = [each for each in comments if viewer is None or each[1].author_id != viewer.id]
    mine = {viewer.id} if viewer else set()
    phrases: dict[int, set[str]] = {}
    for user_id, phrase in session.exec(
        select(FilteredWord.user_id, FilteredWord.phrase).where(
            col(FilteredWord.user_id).in_(mine | {author_id for author_id, _ in others})
        )
    ):
        phrases.setdefault(user_id, set()).add(phrase)
    return {
        comment.id
        for author_id, comment in others
        if comment.id
        and any(
            contains_any(comment.body, phrases[whose])
            for whose in mine | {author_id}
            if whose in phrases
        )
    }
