"""Pages of one post, person, tag, place or object: title and preview for links, an honest 404."""

import re
from dataclasses import dataclass
from html import escape

from sqlmodel import Session

from instaclone import caller
from instaclone.accounts.names import ENDPOINTS, FILE_ENDINGS, RESERVED, check_username
from instaclone.accounts.signing_in import viewer_of_cookie_header
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async
from instaclone.edge.answers import Scope, Send, redirect, text
from instaclone.edge.frontend import Frontend
from instaclone.errors import Invalid
from instaclone.objects.naming import label_of
from instaclone.objects.queries import object_link_head
from instaclone.posts.at_places import link_head
from instaclone.posts.own_queries import own_head
from instaclone.posts.queries import post_head
from instaclone.posts.similar import similar_head
from instaclone.profiles.queries import profile_head
from instaclone.profiles.renaming import person_of_former
from instaclone.tags.queries import tag_head
from instaclone.text import fold_tag
from instaclone.ui.head import Head

MISSING = Head("Not found · Instaclone", "There is nothing at this address.")
POST = re.compile(r"/p/(?P<code>[A-Za-z0-9]{1,64})")
BESIDE_POST = re.compile(r"/p/(?P<code>[A-Za-z0-9]{1,64})/(?P<page>edit|history|similar)")
TAGS, PLACES, OBJECTS = "/tags/", "/places/", "/objects/"
PLACE = re.compile(r"/places/(?P<id>[0-9]{1,10})")
PEOPLE = re.compile(r"(?P<profile>/[^/]+)(?P<list>/followers|/following)")
SITE = "Instaclone"

FOR_THEM_ALONE = (302, "private, no-store")  # how to lead somebody elsewhere

Found = tuple[Viewer | None, Head | None]


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The page has another address."""

    path: str
    status: int = 308
    caching: str = "no-cache"


async def viewer_of(scope: Scope) -> Viewer | None:
    """Who sends this request, by its cookie."""
    viewer = await read_async(viewer_of_cookie_header, caller.cookies(scope))
    if viewer:
        caller.note_viewer(scope, viewer.id)
    return viewer


def is_wanted(frontend: Frontend, path: str) -> bool:
    """Whether a path, which is no prerendered page, is answered here: /p/{code}, what
    its author does with it and what is like it, /tags/{tag}, /places/{id}, /objects/{label},
    /{name}, and the lists of people under it.

    Addresses of one segment that are nobody's name are answered too, with a 404. Reflex would
    take each of them for a profile.
    """
    if path.startswith(("/p/", TAGS, PLACES, OBJECTS)):
        return path.count("/") == 2 or bool(BESIDE_POST.fullmatch(path))
    name = _profile_in(path)[0][1:]
    if not name or "/" in name or name in ENDPOINTS or frontend.holds(path):
        return False
    return "." not in name or name.rpartition(".")[2].lower() not in FILE_ENDINGS


async def show(frontend: Frontend, scope: Scope, send: Send) -> None:
    """Send the page of a post, a tag, a place, an object or a profile; 404 where the viewer finds
    none."""
    found = await _found(scope)
    if isinstance(found, _Elsewhere):
        await redirect(scope, send, found.path, found.status, found.caching)
        return
    viewer, head = found
    if viewer:
        caller.note_viewer(scope, viewer.id)
    if head is None:
        await missing(frontend, scope, send)
    else:
        await _send(frontend, scope, send, 200, head)


async def missing(frontend: Frontend, scope: Scope, send: Send) -> None:
    """Send the page that says there is nothing, as a 404."""
    await _send(frontend, scope, send, 404, MISSING)


async def _found(scope: Scope) -> Found | _Elsewhere:
    path, cookies = str(scope["path"]), caller.cookies(scope)
    if post := POST.fullmatch(path):
        return await read_async(_post, cookies, post["code"])
    if beside := BESIDE_POST.fullmatch(path):
        return await read_async(_beside_post, cookies, **beside.groupdict())
    if place := PLACE.fullmatch(path):
        return await read_async(_place, cookies, int(place["id"]))
    if path.startswith(TAGS):
        tag = fold_tag(path.removeprefix(TAGS))
        is_other = tag and "/" not in tag and TAGS + tag != path
        return _Elsewhere(TAGS + tag) if is_other else await read_async(_tag, cookies, tag)
    find = _found_object if path.startswith(OBJECTS) else _found_profile
    return await find(scope, path)


async def _found_object(scope: Scope, path: str) -> Found | _Elsewhere:
    word = path.removeprefix(OBJECTS)
    label = label_of(word, caller.languages(caller.header(scope, "accept-language")))
    if label and "/" not in word and label != word:
        # For who reads this language: no proxy may lead others there.
        return _Elsewhere(OBJECTS + label, *FOR_THEM_ALONE)
    return await read_async(_object, caller.cookies(scope), label)


async def _found_profile(scope: Scope, path: str) -> Found | _Elsewhere:
    cookies = caller.cookies(scope)
    name = _name(_profile_in(path)[0])
    if not name:
        return None, None
    proper = f"/{name}" + _profile_in(path)[1]
    if proper != path:
        return _Elsewhere(proper)
    viewer, head = await read_async(_profile, cookies, name)
    if head is None and (new := await read_async(_new_name, cookies, name)):
        return _Elsewhere(f"/{new}", *FOR_THEM_ALONE)
    return viewer, head


def _profile_in(path: str) -> tuple[str, str]:
    """The path of a profile, and what of it is asked for: "" for all, or one of its lists."""
    found = PEOPLE.fullmatch(path)
    return (found["profile"], found["list"]) if found else (path, "")


def _name(path: str) -> str:
    if path[1:].lower() in RESERVED or path.startswith("/p/"):
        return ""
    try:
        return check_username(path[1:])
    except Invalid:
        return ""


def _post(session: Session, cookies: str, code: str) -> Found:
    viewer = viewer_of_cookie_header(session, cookies)
    return viewer, post_head(session, viewer, code)


def _beside_post(session: Session, cookies: str, code: str, page: str) -> Found:
    viewer = viewer_of_cookie_header(session, cookies)
    head = similar_head if page == "similar" else own_head
    return viewer, head(session, viewer, code)


def _tag(session: Session, cookies: str, tag: str) -> Found:
    viewer = viewer_of_cookie_header(session, cookies)
    return viewer, tag_head(session, viewer, tag)


def _object(session: Session, cookies: str, label: str) -> Found:
    viewer = viewer_of_cookie_header(session, cookies)
    return viewer, object_link_head(session, viewer, label)


def _place(session: Session, cookies: str, place_id: int) -> Found:
    viewer = viewer_of_cookie_header(session, cookies)
    return viewer, link_head(session, viewer, place_id)


def _profile(session: Session, cookies: str, username: str) -> Found:
    viewer = viewer_of_cookie_header(session, cookies)
    return viewer, profile_head(session, viewer, username)


def _new_name(session: Session, cookies: str, username: str) -> str | None:
    return person_of_former(session, viewer_of_cookie_header(session, cookies), username)


async def _send(frontend: Frontend, scope: Scope, send: Send, status: int, head: Head) -> None:
    before, after = frontend.shell
    page = before + _tags(head, caller.own_origin(scope), scope["path"], status) + after
    # The title itself depends on who asks: no proxy may hand it to the next one.
    await text(scope, send, status, page, "text/html", "private, no-cache", vary="Cookie")


def _tags(head: Head, origin: str, path: str, status: int) -> str:
    title, description = escape(head.title), escape(head.description)
    tags = [f"<title>{title}</title>", f'<meta name="description" content="{description}"/>']
    if status != 200:
        return "".join(tags)
    if not head.is_indexed:
        tags.append('<meta name="robots" content="noindex"/>')
    image = f"{origin}{head.image}" if head.image.startswith("/") else head.image
    card = "summary_large_image" if image else "summary"
    properties = {
        "og:site_name": SITE,
        "og:type": _kind(path),
        "og:title": head.title,
        "og:description": head.description,
        "og:url": f"{origin}{path}",
    }
    names = {"twitter:card": card, "twitter:title": head.title}
    names["twitter:description"] = head.description
    if image:
        properties["og:image"] = names["twitter:image"] = image
    tags += [f'<meta property="{key}" content="{escape(v)}"/>' for key, v in properties.items()]
    tags += [f'<meta name="{key}" content="{escape(v)}"/>' for key, v in names.items()]
    return "".join(tags)


def _kind(path: str) -> str:
    if path.startswith((TAGS, PLACES, OBJECTS)):
        return "website"
    return "article" if path.startswith("/p/") else "profile"
