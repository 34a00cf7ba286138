"""Who is looking. `None` in a viewer's place is a guest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person, as every ability and query takes them."""

    id: int
    username: str
    is_moderator: bool = False
