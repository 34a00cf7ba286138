"""Posts that are there from the start, made in the database, with bytes that can be served."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from sqlmodel import Session, col, select

from instaclone import clock, ids
from instaclone import settings as settings_module
from instaclone.accounts.viewer import Viewer
from instaclone.media import facts
from instaclone.media.models import VIDEO, Media, Variant
from instaclone.posts.indexing import index
from instaclone.posts.models import PostMedia
from instaclone.storage.choosing import storage
from instaclone.studio import drafting
from instaclone.vision.counting import set_sort_key
from tests import make
from tests.browser.running import Site
from tests.studio import scenes
from tests.video import material


def fill(
    site: Site,
    author: Viewer,
    captions: list[str],
    labels: dict[str, int] | None = None,
    pictures: int = 1,
) -> list[str]:
    """One published post for each caption, the first one newest; their codes in this order."""
    content = _picture()
    codes, keys = site.transact(_add, author, captions, labels, content, pictures)
    _store(site, keys, content)
    return codes


def _store(site: Site, keys: list[str], content: bytes) -> None:
    with settings_module.using(site.here):
        for key in keys:
            storage().put(key, content)


def _add(
    session: Session, author: Viewer, captions: list[str], labels, content: bytes, pictures: int
) -> tuple[list[str], list[str]]:
    codes, keys, now = [], [], clock.now()
    for number, caption in enumerate(captions):
        post = make.post(session, author, caption, labels=labels, pictures=pictures)
        post.published_at = now - timedelta(minutes=number + 1)
        post.sort_key = ids.sort_key(post.published_at)
        codes.append(post.code)
        variants = (
            select(Variant)
            .join(PostMedia, PostMedia.media_id == Variant.media_id)  # pyright: ignore
            .where(PostMedia.post_id == post.id)
        )
        shown = select(PostMedia.media_id).where(PostMedia.post_id == post.id)
        set_sort_key(session, session.exec(shown).all(), post.sort_key)
        keys += _hold(session.exec(variants).all(), content)
    return codes, keys


def _hold(variants: Sequence[Variant], content: bytes) -> list[str]:
    """Let the renditions say that they are these bytes; where the bytes are looked for."""
    for variant in variants:
        variant.bytes, variant.sha256 = len(content), hashlib.sha256(content).hexdigest()
    return [variant.key for variant in variants]


def _picture() -> bytes:
    made = BytesIO()
    Image.linear_gradient("L").resize((1080, 810)).convert("RGB").save(made, "WEBP")
    return made.getvalue()


def films(site: Site, author: Viewer, captions: list[str], folder: Path) -> list[str]:
    """One published video of two seconds for each caption, the first one newest; their codes in
    this order."""
    content = material.film(folder / "film.mp4", width=180, height=320).read_bytes()
    codes = fill(site, author, captions)
    with settings_module.using(site.here):
        for key in site.transact(_add_films, codes, content):
            storage().put(key, content)
    return codes


def _add_films(session: Session, codes: list[str], content: bytes) -> list[str]:
    keys = []
    for code in codes:
        post = session.exec(make.select_post(code)).one()
        shown = select(Media).join(PostMedia).where(PostMedia.post_id == post.id)
        picture = session.exec(shown).one()
        picture.kind, picture.width, picture.height = VIDEO, 180, 320
        picture.duration_ms, picture.has_audio = 2000, True
        assert picture.id
        film = Variant(
            media_id=picture.id,
            key=f"v/{picture.code}/film.mp4",
            content_type="video/mp4",
            width=180,
            height=320,
            bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        session.add(film)
        session.flush()
        index(session, post)
        keys.append(film.key)
    return keys


def show_camera(session: Session, code: str, model: str) -> None:
    """Have a post tell with which camera its pictures were taken."""
    post = session.exec(make.select_post(code)).one()
    post.shows_camera = True
    taken = facts.Facts(4000, 3000, camera=facts.Camera(model=model))
    for picture in session.exec(select(Media).join(PostMedia).where(PostMedia.post_id == post.id)):
        picture.facts = facts.to_text(taken)
        session.add(picture)
    session.add(post)


def draft(site: Site, owner: Viewer, word: str) -> str:
    """A draft of a photo, a video that is too long and a file that was refused; its code."""
    content = _picture()
    code, keys = site.transact(_draft, owner, word, content)
    _store(site, keys, content)
    return code


def _draft(session: Session, owner: Viewer, word: str, content: bytes) -> tuple[str, list[str]]:
    code = scenes.draft(session, owner, "lake.jpg", caption=word)
    film = {"kind": VIDEO, "duration_ms": 200_000, "has_audio": True}
    scenes.arrive(session, owner, code, "harbour.mov", **film)
    refused = drafting.add_file(session, owner, code, f"{word}.jpg", 100)
    drafting.refuse_file(session, owner, refused, f"{word} is no picture.")
    held = [file.media_id for file in scenes.files(session, code)]
    variants = select(Variant).where(col(Variant.media_id).in_(held))
    return code, _hold(session.exec(variants).all(), content)
