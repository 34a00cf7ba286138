"""Makes posts out of pictures and words, and shows them once every picture is ready."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, exists, or_, update
from sqlmodel import Session, col, select

from instaclone import clock, ids
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.errors import Conflict, Invalid
from instaclone.live.bus import publish_later
from instaclone.media import baking, film_parts
from instaclone.media.models import FAILED, READY, Media
from instaclone.posts.choices import (
    UNCHOSEN,
    Choices,
    check_alt,
    check_choices,
    settings_in,
    with_place,
)
from instaclone.posts.indexing import index
from instaclone.posts.mentioning import mention_in_post
from instaclone.posts.models import FreshPost, Post, PostMedia, PostTag
from instaclone.posts.refusing import forget_if_refused
from instaclone.posts.tagging_people import tag_people, tell_tagged
from instaclone.profiles.models import Avatar
from instaclone.settings import settings
from instaclone.text import TAG_LENGTH, TAG_LIMIT, cleaned, is_tag, listed_tags, tags_in

CAPTION_LENGTH = 2200  # Instagram's
PICTURES = 20


def publish(
    session: Session,
    author: Viewer,
    media_ids: list[int],
    caption: str = "",
    tags: str = "",
    *,
    choices: Choices = UNCHOSEN,
    alt_texts: Sequence[str] = (),
    recipes: Sequence[str] = (),
) -> Post:
    """A new post of the author's pictures, in order, with a caption and a line of tags.

    It is shown to others at once when every picture is ready, else when the last one becomes so.
    `alt_texts` say what is on the pictures and `recipes` how they are edited, in the same order;
    there may be fewer.
    Raises Invalid naming the field, Conflict when a picture is in a post already.
    """
    caption = check_caption(caption)
    wanted = check_tags(caption, tags)
    choices = with_place(session, check_choices(choices))
    pictures = _own_pictures(session, author, media_ids)
    alts = _alts_of(pictures, alt_texts)
    edits = _edits_of(pictures, recipes)
    post = Post(author_id=author.id, caption=caption, **settings_in(choices))
    session.add(post)
    session.flush()
    assert post.id
    for position, picture in enumerate(pictures):
        assert picture.id
        alt = alts[position]
        row = PostMedia(post_id=post.id, position=position, media_id=picture.id, alt_text=alt)
        if not add_once(session, row):
            raise Conflict("This file is in a post already.", "file")
        _settle(session, picture, edits[position])
    session.add_all(PostTag(post_id=post.id, tag=tag) for tag in wanted)
    tag_people(session, post, choices.people, choices.marks)
    forget_if_refused(session, post)
    show_if_ready(session, post)
    return post


def _alts_of(pictures: list[Media], alt_texts: Sequence[str]) -> list[str]:
    """What is on each picture; raises Invalid where that is too long."""
    alts = [*alt_texts, *[""] * (len(pictures) - len(alt_texts))]
    numbered = enumerate(zip(pictures, alts, strict=False), 1)
    return [check_alt(alt, f"{picture.kind} {number}") for number, (picture, alt) in numbered]


def _edits_of(pictures: list[Media], recipes: Sequence[str]) -> list[str]:
    """The recipe of each picture; raises Invalid where more of a video is taken than may be."""
    edits = [*recipes, *[""] * (len(pictures) - len(recipes))]
    for picture, recipe in zip(pictures, edits, strict=False):
        film_parts.check_posted(picture, recipe)
    return edits


def _settle(session: Session, picture: Media, recipe: str) -> None:
    """Have a picture that is posted look as its author wants, and forget where it was taken and
    what its draft wanted of the scanner: its post says that."""
    baking.ask(session, picture, recipe)
    picture.latitude = picture.longitude = None
    picture.refuses_scans = False
    picture.master_expires_at = clock.now() + timedelta(days=settings().master_days)
    session.add(picture)


# Selects the ids of pictures in posts that have been shown.
SHOWN_PICTURES = (
    select(PostMedia.media_id)
    .join(Post, col(Post.id) == PostMedia.post_id)
    .where(col(Post.sort_key).is_not(None))
)


def is_posted(session: Session, media_id: int) -> bool:
    """Whether a picture is in a post, shown or not yet."""
    in_posts = select(PostMedia.media_id).where(PostMedia.media_id == media_id)
    return session.exec(in_posts).first() is not None


def is_shown(session: Session, media_id: int) -> bool:
    """Whether a picture is in a post that has been shown to others."""
    return session.exec(SHOWN_PICTURES.where(PostMedia.media_id == media_id)).first() is not None


def publish_ready(session: Session, media_id: int) -> None:
    """Show the post of a picture that has become ready, if it waited for this one only."""
    post_id = session.exec(select(PostMedia.post_id).where(PostMedia.media_id == media_id)).first()
    if post_id is not None:
        publish_if_ready(session, post_id)


def publish_if_ready(session: Session, post_id: int) -> None:
    """Show a post that waits if every picture of it is ready.

    The row is held: of two workers that end its last two pictures at the same moment, the second
    must see what the first has done.
    """
    post = session.exec(
        select(Post)
        .where(Post.id == post_id, col(Post.sort_key).is_(None), col(Post.deleted_at).is_(None))
        .with_for_update()
    ).first()
    if post is not None:
        show_if_ready(session, post)


def overlooked(session: Session) -> list[int]:
    """Posts that wait although every picture of theirs is ready and edited: a crash came in
    between."""
    unready = (
        select(PostMedia.post_id)
        .join(Media, col(Media.id) == PostMedia.media_id)
        .where(
            PostMedia.post_id == Post.id,
            or_(col(Media.state) != READY, col(Media.bake_asked_at).is_not(None)),
        )
    )
    waiting = select(Post.id).where(
        col(Post.sort_key).is_(None), col(Post.deleted_at).is_(None), ~unready.exists()
    )
    return [post_id for post_id in session.exec(waiting.limit(100)) if post_id]


def is_avatar() -> ColumnElement[bool]:
    """The condition on Media under which it is somebody's picture of themselves."""
    return exists().where(col(Avatar.media_id) == col(Media.id))


def check_caption(caption: str) -> str:
    """The caption as it is stored; raises Invalid when it is too long."""
    caption = cleaned(caption).strip()
    if len(caption) > CAPTION_LENGTH:
        over = len(caption) - CAPTION_LENGTH
        raise Invalid(
            f"The caption may have {CAPTION_LENGTH:,} characters; this one has {over:,} more.",
            "caption",
        )
    return caption


def check_tags(caption: str, line: str) -> list[str]:
    """Every tag of a post, folded, the listed ones first; raises Invalid for a broken rule."""
    listed = listed_tags(line)
    for tag in listed:
        if not is_tag(tag):
            raise Invalid(
                f"The tag “{tag[:40]}” is not possible: tags are letters, digits and "
                f"underscores, at most {TAG_LENGTH}, separated by commas.",
                "tags",
            )
    found = list(dict.fromkeys([*listed, *filter(is_tag, tags_in(caption))]))
    if len(found) > TAG_LIMIT:
        raise Invalid(f"A post may have {TAG_LIMIT} tags; this one has {len(found)}.", "tags")
    return found


def _own_pictures(session: Session, author: Viewer, media_ids: list[int]) -> list[Media]:
    if not media_ids:
        raise Invalid("Choose a photo or a video first.", "file")
    if len(media_ids) > PICTURES or len(set(media_ids)) != len(media_ids):
        raise Invalid(f"A post may have {PICTURES} photos and videos, each once.", "file")
    # Held until commit: a worker that makes a picture ready meanwhile must find the post.
    rows = session.exec(
        select(Media)
        .where(
            col(Media.id).in_(media_ids),
            Media.owner_id == author.id,
            col(Media.deleted_at).is_(None),
            ~is_avatar(),  # it would go with the post
        )
        .with_for_update()
    ).all()
    found = {row.id: row for row in rows}
    if len(found) != len(media_ids):
        raise Invalid("A photo or a video of this post is gone. Choose it again.", "file")
    for row in rows:
        if row.state == FAILED:
            raise Invalid(row.failure or f"{row.file_name} could not be read.", "file")
    return [found[media_id] for media_id in media_ids]


def show_if_ready(session: Session, post: Post) -> None:
    """Show a post, whose row is held, when every picture of it is ready; tell who is in it."""
    pictures = session.execute(
        select(Media.state, Media.bake_asked_at)
        .join(PostMedia, col(PostMedia.media_id) == Media.id)
        .where(PostMedia.post_id == post.id)
    ).all()
    if all(state == READY and asked_at is None for state, asked_at in pictures):
        post.published_at = clock.now()
        post.sort_key = ids.sort_key(post.published_at)
        session.add(post)
        session.flush()
        session.execute(
            update(PostTag).where(col(PostTag.post_id) == post.id).values(sort_key=post.sort_key)
        )
        index(session, post)
        session.add(FreshPost(post_id=post.id or 0, shown_at=post.published_at))
        author = session.get_one(User, post.author_id)
        mention_in_post(session, Viewer(post.author_id, author.username), post)
        tell_tagged(session, post)
        publish_later(session, f"user:{post.author_id}")
        for tag in session.exec(select(PostTag.tag).where(PostTag.post_id == post.id)):
            publish_later(session, f"tag:{tag}")
        if post.place_id is not None:
            publish_later(session, f"place:{post.place_id}")
    publish_later(session, f"post:{post.id}")
