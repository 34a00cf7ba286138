"""Every kind of viewer before every kind of thing at every door."""

import ast

import pytest
from sqlmodel import Session

from tests.house.test_house_rules import modules
from tests.visibility.comment_doors import COMMENT_DOORS, COMMENT_THINGS
from tests.visibility.doors import Door, discovered
from tests.visibility.explore_doors import EXPLORE_DOORS
from tests.visibility.no_doors import ADDRESSES, NO_DOORS
from tests.visibility.people_doors import PEOPLE_DOORS, PEOPLE_THINGS
from tests.visibility.post_doors import POST_DOORS
from tests.visibility.scenes import THINGS, VIEWERS, Scene, build
from tests.visibility.search_doors import SEARCH_DOORS

BESIDE = {"media.api"}  # doors that are no function of a room
NAMED = (
    set(POST_DOORS)
    | set(EXPLORE_DOORS)
    | set(SEARCH_DOORS)
    | set(PEOPLE_DOORS)
    | set(COMMENT_DOORS)
    | set(NO_DOORS)
)


def test_every_door_has_a_row():
    """A new function that takes a viewer is written into a table of doors, or nothing passes."""
    assert set(discovered()) - NAMED == set(), "these have no row in tests/visibility"
    assert NAMED - set(discovered()) - BESIDE == set(), "these rows name no door"


def test_every_address_has_a_row():
    """What a new page or route shows comes through doors of the tables: its row says which."""
    assert addresses() == set(ADDRESSES)
    assert {door for through in ADDRESSES.values() for door in through} - NAMED == set()


def addresses() -> set[str]:
    """Every address that a page or a route of ours answers."""
    return {
        str(mark.args[0].value)
        for module in modules()
        for function in module.functions()
        for mark in function.decorator_list
        if isinstance(mark, ast.Call)
        and ast.unparse(mark.func).startswith(("routed", "router."))
        and isinstance(mark.args[0], ast.Constant)
    }


@pytest.mark.parametrize("thing", THINGS)
def test_a_post_is_found_by_those_who_may_see_it_and_nobody_else(session: Session, thing: str):
    arrange, sees = THINGS[thing]
    doors = POST_DOORS | EXPLORE_DOORS | SEARCH_DOORS
    assert wrong(build(session, arrange), doors, thing, sees) == []


@pytest.mark.parametrize("thing", COMMENT_THINGS)
def test_a_comment_is_found_by_those_who_may_see_it_and_nobody_else(session: Session, thing: str):
    arrange, sees = COMMENT_THINGS[thing]
    assert wrong(build(session, arrange), COMMENT_DOORS, thing, sees) == []


@pytest.mark.parametrize("thing", PEOPLE_THINGS)
def test_a_person_is_found_by_those_who_may_know_of_them_and_nobody_else(
    session: Session, thing: str
):
    arrange, sees = PEOPLE_THINGS[thing]
    assert wrong(build(session, arrange), PEOPLE_DOORS, thing, sees) == []


def wrong(scene: Scene, doors: dict[str, Door], thing: str, sees: frozenset[str]) -> list[str]:
    """Every viewer at every door, one after the other; what each did leaves no trace."""
    found = []
    for name, door in doors.items():
        for kind in VIEWERS:
            with scene.session.begin_nested() as tried:
                finds = door.knock(scene, scene.viewers[kind])
                tried.rollback()
            scene.session.expire_all()
            if finds is not door.expects(thing, sees, kind):
                found.append(f"{name}: {kind} {'finds' if finds else 'does not find'} it")
    return found
