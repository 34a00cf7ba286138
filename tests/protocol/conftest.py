"""A web process to talk to without a browser, and the people whose things others must not touch."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session, select

from instaclone import building, clock
from instaclone.comments.models import Comment
from instaclone.posts.models import Post, PostTag
from instaclone.search import remembering, saving
from tests import make
from tests.browser import rows
from tests.browser.running import Person, Site, running

HERE = Path(__file__).parent
SECONDS = 300  # the first test may have to install npm packages and build the pages


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(SECONDS))


@dataclass(frozen=True)
class Scene:
    """Ana has a post, one nobody may see yet and a deleted one; ben means no good."""

    site: Site
    ana: Person
    ben: Person
    shown: str
    unpublished: str
    deleted: str
    secrets: tuple[str, ...]

    @property
    def paths(self) -> list[str]:
        """Pages on which ben may say that he is."""
        posts = [f"/p/{code}" for code in (self.shown, self.unpublished, self.deleted)]
        return [*posts, "/", "/create", f"/{self.ana.name}"]


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A web process that believes X-Forwarded-For: each tab comes from an address of its own."""
    building.build(print)
    folder = tmp_path_factory.mktemp("protocol")
    with running(folder, part="web", TRUSTED_PROXY_HOPS="1") as site:
        ana, ben = site.person("ana"), site.person("ben")
        (shown,) = rows.fill(site, ana.viewer, ["For everybody"], {"dog": 1})
        site.transact(_comment, ana, shown, "For everybody too")
        unpublished, deleted = site.transact(_hidden_posts, ana)
        for code in (unpublished, deleted):
            site.transact(_comment, ana, code, "unpublished-comment")
        site.transact(remembering.remember, ana.viewer, "private-search")
        site.transact(saving.save, ana.viewer, "private-search -dog")
        words = (
            "private-search",
            "unpublished-words",
            "unpublished-comment",
            "deleted-words",
            "unpublished_tag",
            "unpublished-place words",
            ana.email,
            ana.token,
        )
        yield Scene(site, ana, ben, shown, unpublished, deleted, words)


def _comment(session: Session, author: Person, code: str, body: str) -> None:
    post = session.exec(select(Post).where(Post.code == code)).one()
    assert post.id
    session.add(Comment(post_id=post.id, author_id=author.viewer.id, body=body))
    post.comment_count += 1


def _hidden_posts(session: Session, author: Person) -> tuple[str, str]:
    unpublished = make.post(
        session, author.viewer, "unpublished-words", published=False, labels={"cat": 1}
    )
    assert unpublished.id
    session.add(PostTag(post_id=unpublished.id, tag="unpublished_tag"))
    make.own_place(session, unpublished, "unpublished-place words", place_id=1_000_001)
    deleted = make.post(session, author.viewer, "deleted-words", labels={"cat": 1})
    deleted.deleted_at = clock.now()
    return unpublished.code, deleted.code
