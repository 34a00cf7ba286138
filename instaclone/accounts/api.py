"""Log in, sign up and log out: plain form posts, so that passwords never pass through State."""

import re
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from instaclone import caller
from instaclone.accounts import signing_in, signing_up, throttling
from instaclone.accounts.form_notice import FormNotice, read_notice, write_notice
from instaclone.accounts.names import fold_login
from instaclone.accounts.passwords import in_line
from instaclone.accounts.signing_in import COOKIE, MISMATCH, STAYS, SUSPENDED
from instaclone.db.session import in_thread, read_async, transact_async
from instaclone.errors import AppError, Invalid, NotAllowed, NotSignedIn, Unavailable
from instaclone.profiles.joining import join
from instaclone.settings import settings

__all__ = ["FormNotice", "read_notice", "router", "safe_next"]

# One slash, then no second one: //host and /\host lead elsewhere. Browsers drop tabs and newlines.
LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,500}")

router = APIRouter(prefix="/auth", tags=["accounts"])
Text = Annotated[str, Form()]


@router.post("/login", summary="Log in with username or email")
async def log_in(request: Request, login: Text = "", password: Text = "", next: Text = ""):
    """Sets the cookie and leads to `next`; after a refusal back to the form, which says why."""
    try:
        token, username = await _log_in(request, fold_login(login), password)
    except AppError as error:
        return _refused(request, "/login", error, next, login=login)
    return _welcome(request, token, username, next)


@router.post("/signup", summary="Make an account and log in")
async def sign_up(
    request: Request,
    username: Text = "",
    email: Text = "",
    password: Text = "",
    confirm_password: Text = "",
    next: Text = "",
):
    """Sets the cookie and leads to `next`; after a refusal back to the form, which says why."""
    try:
        token, name = await _sign_up(request, username, email, password, confirm_password)
    except AppError as error:
        return _refused(request, "/signup", error, next, username=username, email=email)
    return _welcome(request, token, name, next, status=201)


@router.post("/logout", summary="Log out of this browser")
async def log_out(request: Request):
    """Forgets the browser and its cookie."""
    if token := _token(request):
        await transact_async(signing_in.sign_out, token)
    answer = _done(request, "/", {})
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=_secure(request))
    return answer


def safe_next(text: str) -> str:
    """The path to go on to, if it certainly lies on this site and is a page; "/" otherwise."""
    if not LOCAL_PATH.fullmatch(text) or text.startswith("/auth/"):
        return "/"
    return text


async def _log_in(request: Request, login: str, password: str) -> tuple[str, str]:
    if not login:
        raise Invalid("Enter your username or email.", "login")
    if not password:
        raise Invalid("Enter your password.", "password")
    address = caller.address(request.scope)
    account = await read_async(signing_in.find_account, login)
    limits = throttling.log_in_limits(account.id if account else None, login, address)
    attempt = await in_thread(partial(throttling.admit, limits))
    try:
        fits, new_hash = await in_line(partial(signing_in.password_fits, account, password))
    except Unavailable:
        await transact_async(throttling.take_back, attempt)
        raise
    if account is None or not fits:
        raise NotSignedIn(MISMATCH)
    if account.is_suspended:
        raise NotAllowed(SUSPENDED)
    await transact_async(throttling.forgive, limits, attempt)
    return await _sign_in(request, account.id, new_hash), account.username


async def _sign_up(
    request: Request, username: str, email: str, password: str, confirm_password: str
) -> tuple[str, str]:
    # The rules come first: somebody who looks for a name that fits them is not counted.
    signing_up.check(username, email, password, confirm_password)
    limits = throttling.sign_up_limits(caller.address(request.scope))
    await in_thread(partial(throttling.admit, limits))
    prepare = partial(signing_up.prepare, username, email, password, confirm_password)
    account = await in_line(prepare)
    user_id = await transact_async(join, account)
    return await _sign_in(request, user_id), account.username


async def _sign_in(request: Request, user_id: int, new_hash: str | None = None) -> str:
    caller.note_viewer(request.scope, user_id)
    return await transact_async(
        signing_in.sign_in,
        user_id,
        user_agent=caller.header(request.scope, "user-agent"),
        address=caller.address(request.scope),
        instead_of=_token(request),
        new_hash=new_hash,
    )


def _welcome(
    request: Request, token: str, username: str, next_path: str, status: int = 200
) -> Response:
    answer = _done(request, safe_next(next_path), {"username": username}, status)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(STAYS.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=_secure(request),
    )
    return answer


def _done(request: Request, path: str, said: dict[str, str], status: int = 200) -> Response:
    if caller.accepts_json(request.scope):
        return JSONResponse(said, status)
    return RedirectResponse(path, 303)


def _refused(
    request: Request, page: str, error: AppError, next_path: str, **typed: str
) -> Response:
    if caller.accepts_json(request.scope):
        raise error
    notice = FormNotice(field=getattr(error, "field", ""), sentence=str(error), **typed)
    query = {"e": write_notice(notice)}
    if (path := safe_next(next_path)) != "/":
        query["next"] = path
    return RedirectResponse(f"{page}?{urlencode(query)}", 303)


def _token(request: Request) -> str | None:
    return signing_in.token_in(caller.cookies(request.scope))


def _secure(request: Request) -> bool:
    return settings().is_tls or caller.own_origin(request.scope).startswith("https:")
