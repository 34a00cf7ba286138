"""ARCHITECTURE.md describes the house that is there."""

import re
from pathlib import Path

from tests.house.test_house_rules import ROOMS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "ARCHITECTURE.md").read_text()
PACKAGE = ROOT / "instaclone"


def section(title: str) -> str:
    """The text of a section of the guide."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", GUIDE, re.M | re.S)
    assert found, f"ARCHITECTURE.md has no section {title}"
    return found[1]


def rooms_of_the_guide() -> list[str]:
    """The rooms it lists, in order."""
    return re.findall(r"^    (\w+)  +[a-z]", section("Rooms").split("A room has only")[1], re.M)


def test_the_guide_lists_the_rooms_in_the_order_of_the_stairs():
    assert tuple(rooms_of_the_guide()) == ROOMS
    assert ", ".join(ROOMS) in " ".join(section("Stairs").split())


def test_every_room_of_the_guide_is_a_folder():
    for room in rooms_of_the_guide():
        assert (PACKAGE / room / "__init__.py").is_file(), room


def test_every_folder_is_named_in_the_guide():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    unnamed = {name for name in folders if not re.search(rf"\b{name}\b", GUIDE)}
    assert unnamed == set()


def test_every_file_the_guide_names_is_there():
    for name in re.findall(r"`((?:\w+/)*\w+\.py)`", GUIDE):
        places = [PACKAGE / name, *(PACKAGE / room / name for room in ROOMS)]
        assert any(place.exists() for place in places), name
