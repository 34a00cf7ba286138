"""What saved searches tell, computed from the log: the rules of the search room in other words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.notifications.ledger import Ledger, Post, Told

WORDS = ("beach", "forest", "meadow")


@dataclass
class NewPost(Post):
    """A post that is told of; `seen` is what the scanner finds once it `is_scanned`."""

    word: str = ""
    seen: dict[str, int] = field(default_factory=dict)
    is_scanned: bool = True
    has_waited: bool = False  # longer than workers wait for a scan
    is_told: bool = False  # by what was known
    is_done: bool = False  # nobody is told of it any more

    def count(self, label: str) -> int:
        """How many of these are known to be in it."""
        return self.seen.get(label, 0) if self.is_scanned else 0


@dataclass
class Search:
    """A saved search; posts up to the id `since` are no news."""

    owner: int
    query: str
    person: int
    since: int
    bell: bool = True


# What is saved, and when it finds a new post; {person} is somebody the search names.
QUERIES: dict[str, Callable[["SearchLedger", Search, int, NewPost], bool]] = {
    "beach": lambda _, search, key, post: post.word == "beach",
    "dog": lambda _, search, key, post: post.count("dog") >= 1,
    "dog>=2 OR cat>=2": lambda _, search, key, post: max(post.count("dog"), post.count("cat")) > 1,
    "dog -cat": lambda _, search, key, post: post.count("dog") >= 1 and not post.count("cat"),
    "meadow OR forest": lambda _, search, key, post: post.word in ("meadow", "forest"),
    "cat=0 -beach": lambda _, search, key, post: not post.count("cat") and post.word != "beach",
    "forest -is:liked": lambda world, search, key, post: (
        post.word == "forest" and ("post", search.owner, key) not in world.likes
    ),
    "@{person} -dog": lambda _, search, key, post: (
        post.author == search.person and not post.count("dog")
    ),
}


class SearchLedger(Ledger):
    """The world with saved searches after all acts of a log."""

    def __init__(self, posts: dict[int, int]) -> None:
        super().__init__(posts)
        self.searches: dict[int, Search] = {}
        self.unlisted: set[int] = set()
        self.aside: set[tuple[int, int]] = set()

    def visible(self, viewer: int) -> Iterator[Told]:
        """What a person may find: of what a search found, what it would find still."""
        for told in super().visible(viewer):
            if told.post is None or told.search is None or self.finds(viewer, told.post):
                yield told

    def finds(self, viewer: int, post_id: int) -> bool:
        """Whether somebody finds another's post by searching."""
        author = self.posts[post_id].author
        is_listed = author not in self.unlisted or (viewer, author) in self.follows
        is_wanted = (viewer, author) not in self.mutes and (viewer, post_id) not in self.aside
        return is_listed and is_wanted and viewer != author and self.sees(viewer, post_id)

    def on_publish(
        self, who: int, word: str, seen: tuple[tuple[str, int], ...], is_scanned: bool, made: int
    ) -> None:
        self.posts[made] = NewPost(who, word=word, seen=dict(seen), is_scanned=is_scanned)

    def on_scan(self, _who: int, post: int) -> None:
        self.new[post].is_scanned = True

    def on_lose_patience(self, _who: int, post: int) -> None:
        self.new[post].has_waited = True

    def on_tell(self, _who: int) -> None:
        due = {
            key: post
            for key, post in self.new.items()
            if not post.is_done and (post.is_scanned or (post.has_waited and not post.is_told))
        }
        for number, search in sorted(self.searches.items()):
            for key, post in due.items():
                if (
                    search.bell
                    and key > search.since
                    and self.finds(search.owner, key)
                    and QUERIES[search.query](self, search, key, post)
                ):
                    line = self._line(number, key)
                    self.tell("search", post.author, search.owner, key, search=number, line=line)
        for post in due.values():
            post.is_told, post.is_done = True, post.is_scanned

    def on_save(self, who: int, query: str, person: int, made: int) -> None:
        self.searches[made] = Search(who, query, person, max(self.posts))

    def on_unsave(self, _who: int, search: int) -> None:
        del self.searches[search]
        self.told = {key: told for key, told in self.told.items() if told.search != search}

    def on_bell(self, _who: int, search: int, wanted: bool) -> None:
        saved = self.searches[search]
        if wanted and not saved.bell:
            saved.since = max(self.posts)
        saved.bell = wanted

    def on_unlist(self, who: int, wanted: bool) -> None:
        if wanted:
            self.unlisted.add(who)
        else:
            self.unlisted.discard(who)

    def on_put_aside(self, who: int, post: int) -> None:
        self.aside.add((who, post))

    def on_take_back(self, who: int, post: int) -> None:
        self.aside.discard((who, post))

    @property
    def new(self) -> dict[int, NewPost]:
        """The posts that are told of, by their ids, the oldest first."""
        return {key: post for key, post in self.posts.items() if isinstance(post, NewPost)}

    def _line(self, search: int, post: int) -> str:
        """The line of today that its owner has not read yet, or a new one."""
        begin = f"search:{search}:{self.day}:"
        unread = [
            told.line
            for told in self.told.values()
            if told.line.startswith(begin) and not told.is_read
        ]
        return unread[-1] if unread else f"{begin}{post}"
