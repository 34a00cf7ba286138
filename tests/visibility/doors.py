"""Every door to a thing of somebody else: how to knock, and how to tell that it opened.

A door is a function that takes a session and a viewer. `tests/visibility/test_every_door.py` finds
all of them, so that a new one without a row here fails.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session

import instaclone
from instaclone.accounts.viewer import Viewer
from instaclone.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.house.test_house_rules import ROOMS, TOP
from tests.visibility.scenes import EVERYBODY, Scene

Knock = Callable[[Scene, Viewer | None], bool]


def opens(call: Callable[[], object]) -> bool:
    """Whether a call finds the thing: a refusal that admits it is there counts as finding it."""
    try:
        return call() is not False
    except NotFound:
        return False
    except (NotAllowed, Invalid, Conflict):
        return True


def discovered() -> dict[str, Callable]:
    """Every function of a room's ground or middle that takes a session and a viewer, by name."""
    found: dict[str, Callable] = {}
    root = Path(instaclone.__file__).parent
    for room in ROOMS:
        for module in pkgutil.iter_modules([str(root / room)]):
            if module.name in TOP or module.name == "jobs":
                continue
            loaded = importlib.import_module(f"instaclone.{room}.{module.name}")
            for name, function in inspect.getmembers(loaded, inspect.isfunction):
                is_public = function.__module__ == loaded.__name__ and not name.startswith("_")
                if is_public and _takes_a_viewer(function):
                    found[f"{room}.{module.name}.{name}"] = function
    return found


def _takes_a_viewer(function: Callable) -> bool:
    parameters = list(inspect.signature(function).parameters.values())
    return (
        len(parameters) > 1
        and parameters[0].annotation is Session
        and any("Viewer" in str(each.annotation) for each in parameters)
    )


@dataclass(frozen=True)
class Door:
    """`knock` tells whether the thing is found. Beyond the gate of the thing itself, the door opens
    to `only` these viewers, not for the things in `never`, and for all others to `always`. `but`
    says who finds a thing here when it is kept closer than the gate asks."""

    knock: Knock
    only: frozenset[str] = EVERYBODY
    never: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()
    but: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def expects(self, thing: str, sees: frozenset[str], viewer: str) -> bool:
        """Whether this kind of viewer should find this thing here, which those in `sees` may."""
        if thing in self.never:
            return False
        sees = self.but.get(thing, sees)
        return viewer in self.always or (viewer in sees and viewer in self.only)


def needs_account(knock: Callable[[Scene, Viewer], object], **how: Any) -> Door:
    """A door that guests are led away from before they reach it."""
    only = how.pop("only", EVERYBODY) - {"guest"}

    def guarded(scene: Scene, viewer: Viewer | None) -> bool:
        return viewer is not None and opens(lambda: knock(scene, viewer))

    return Door(guarded, only, **how)


def anybody(knock: Callable[[Scene, Viewer | None], object], **how: Any) -> Door:
    """A door at which guests may knock."""
    return Door(lambda scene, viewer: opens(lambda: knock(scene, viewer)), **how)
