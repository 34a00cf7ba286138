"""What a screen shows of an object."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ObjectLink:
    """An object in a list: its label, what the reader calls it, where its page is, and how many
    public posts show one, as people say it: "12 posts", or "" for none."""

    label: str
    name: str
    address: str
    post_count: str = ""


@dataclass(frozen=True)
class ObjectHead:
    """The head of an object's page. `post_count` is said as people say it: "12 posts with a dog";
    `detail` says the scanner's own label to who reads another name. `related` are the objects and
    `tags` the tags that often stand beside it."""

    label: str
    name: str
    post_count: str
    detail: str = ""
    related: list[ObjectLink] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ObjectGroup:
    """Objects of one kind."""

    name: str
    objects: list[ObjectLink]
