"""How the browser sends files into a draft: Uppy with its tus uploader, put together in Python.

Files go up two at a time, in parts of 5 MB. A part that breaks off is sent again, later and later;
a browser that is offline waits until it is online. The browser remembers where each unfinished
upload lies, so that the same file, chosen again after a reload, goes on where it stopped. One Uppy
serves the whole site visit: uploads go on while other pages are looked at.

`take(files, draft)` is the event that begins uploads; `files` are File objects of the browser. Each
file is announced to its draft first, and what is taken out of the draft after that is not sent.
"""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.event import EventChain
from reflex.utils.imports import ImportVar
from reflex.vars import FunctionStringVar, VarData
from reflex.vars.function import ArgsFunctionOperation

from instaclone.studio.api import PATH
from instaclone.studio.state import StudioState

PART_BYTES = 5_000_000
AT_ONCE = 2
# Between tries, in ms; they begin anew with each part that arrives. Two minutes and a half in all.
PAUSES = [500, 1000, 2000, 4000, 8000, 15_000, 30_000, 45_000, 45_000]
UPPY = VarData(
    imports={
        "@uppy/core": [ImportVar(tag="Uppy")],
        "@uppy/core@6.3.1": [ImportVar(tag=None, render=False)],
        "@uppy/tus": [ImportVar(tag="Tus", is_default=True)],
        "@uppy/tus@6.0.0": [ImportVar(tag=None, render=False)],
        "$/utils/state": [ImportVar(tag="refs")],
    }
)
THERE = "refs['uploads']"  # where Reflex keeps what pages share in the browser


def take(files: rx.Var, draft: rx.Var[str]) -> list[Any]:
    """The events that send these files into a draft."""
    uploads = rx.Var(f"({THERE} ??= {_uppy()!s})", _var_data=_data(_uppy())).to(dict)
    announce = rx.Var(f"(refs['announce'] ??= {_announce()!s})", _var_data=_data(_announce()))
    chosen = (
        rx.Var("files")
        .to(list[dict[str, Any]])
        .foreach(
            lambda file: {
                "data": file,
                "name": file["name"],
                "type": file["type"],
                # Uppy tells files apart by where they lie, among others: here, by their draft.
                "meta": {
                    "relativePath": rx.Var("draft"),
                    "draft": rx.Var("draft"),
                    "modified": file["lastModified"],
                    "announced": 1,
                },
            }
        )
    )
    add = _with(gives=_call(rx.Var(THERE).to(dict), "addFiles", chosen))
    # The files are named now and sent later: a clipboard is empty by then.
    named = _with("files", "draft", gives=add).to(rx.vars.FunctionVar).call(files, draft)
    begin = _with(gives=_call(uploads, "addPreProcessor", announce))
    return [rx.call_function(begin), rx.call_function(named)]


def _uppy() -> rx.Var:
    """The one Uppy, ready for files."""
    options = {"autoProceed": True, "onBeforeFileAdded": _with_address()}
    tus = {
        "limit": AT_ONCE,
        "chunkSize": PART_BYTES,
        "retryDelays": PAUSES,
        "removeFingerprintOnSuccess": True,
        "allowedMetaFields": ["name", "modified", "announced"],
        "onAfterResponse": _hold_on(),
    }
    made = _function("Reflect.construct").call(rx.Var("Uppy"), [options]).to(dict)
    made = _call(made, "use", rx.Var("Tus"), tus).to(dict)
    made = _call(made, "on", "upload-error", _tell()).to(dict)
    made = _call(made, "on", "upload-error", _give_up()).to(dict)
    made = _call(made, "on", "upload-error", _forget()).to(dict)
    made = _call(made, "on", "upload-success", _forget())
    return made._replace(merge_var_data=UPPY)


def _with_address() -> rx.Var:
    """Each file goes to the address of its draft; one that is on its way is not taken again.

    Uppy resumes by address and file, so that the same file may go into several drafts.
    """
    file, known = rx.Var("file").to(dict), rx.Var("files").to(dict)
    address = rx.Var.create(f"{PATH}?draft=") + file["meta"].to(dict)["draft"].to(str)
    sent = _function("Object.assign").call({}, file, {"tus": {"endpoint": address}})
    is_coming = _function("Object.hasOwn").call(known, file["id"]).to(bool)
    return _with("file", "files", gives=rx.cond(is_coming, False, sent))


def _hold_on() -> rx.Var:
    """Ask again how far an upload has come while that is not answered, as by a proxy whose site
    starts anew. The uploader would begin the upload from its first byte."""
    asked, answer = rx.Var("asked").to(dict), rx.Var("answer").to(dict)
    status = _call(answer, "getStatus").to(int)
    is_busy = (_call(asked, "getMethod").to(str) == "HEAD") & ((status >= 500) | (status == 429))
    failed = _function("Promise.reject").call(status)
    return _with("asked", "answer", gives=rx.cond(is_busy, failed, None))


def _announce() -> rx.Var:
    """Tell the server of files before the first of them is sent; let go of those that need not be
    sent, and of all of them where that fails."""
    file = rx.Var("file").to(dict)
    told = {
        "draft": file["meta"].to(dict)["draft"],
        "name": file["name"],
        "size": file["size"],
        "modified": file["meta"].to(dict)["modified"],
    }
    uploads, ids = rx.Var(THERE).to(dict), rx.Var("ids")
    files = _call(_call(uploads, "getFilesByIds", ids).to(dict), "map", _with("file", gives=told))
    asked = {
        "method": "POST",
        "headers": {"Content-Type": "application/json"},
        "body": _function("JSON.stringify").call(files),
    }
    answer = rx.Var("answer").to(dict)
    let_go = [
        _call(uploads, "removeFiles", ids),
        _tell().to(rx.vars.FunctionVar).call(None, None, None),
    ]
    reject = _function("Promise.reject")
    read = rx.cond(answer["ok"].to(bool), _call(answer, "json"), reject.call(answer))
    refused = _call(ids.to(dict), "forEach", _with("id", "place", gives=_refuse(uploads)))
    request = _function("fetch").call(f"{PATH}/announced", asked).to(dict)
    request = _call(request, "then", _with("answer", gives=read)).to(dict)
    request = _call(request, "then", _with("refusals", gives=refused)).to(dict)
    request = _call(request, "catch", _with("reason", gives=reject.call(rx.Var.create(let_go))))
    return _with("ids", gives=request)._replace(merge_var_data=UPPY)


def _refuse(uploads: rx.Var) -> rx.Var:
    """Let go of the file `id` where there is something in its place of `refusals`, and say that."""
    refusal = rx.Var("refusals[place]")
    text = _function("JSON.stringify").call(refusal)
    answer = {"status": 422, "body": {"xhr": {"responseText": text}}}
    file = _call(uploads, "getFile", rx.Var("id"))
    told = _tell().to(rx.vars.FunctionVar).call(file, None, answer)
    let_go = rx.Var.create([told, _call(uploads, "removeFile", rx.Var("id"))])
    return rx.cond(refusal.to(bool), let_go, None)


def _tell() -> rx.Var:
    """Tell the page of an upload that does not go on: the file, the status and the answer."""

    def what(file: rx.Var[dict], _error: rx.Var[dict], response: rx.Var[dict]) -> list[rx.Var]:
        answer = response["body"].to(dict)["xhr"].to(dict)["responseText"]
        return [file["name"], response["status"], answer]

    return rx.Var.create(EventChain.create(StudioState.stop, what, key="on_error"))


def _give_up() -> rx.Var:
    """Have Uppy not begin a file anew that failed: it would with the next one that is chosen, were
    that at this very moment, and also one whose upload was cancelled."""
    uploads, file = rx.Var(THERE).to(dict), rx.Var("file").to(dict)
    cleared = _call(uploads, "setFileState", file["id"], {"error": None})
    is_there = _call(uploads, "getFile", file["id"]).to(bool)
    return _with("file", gives=rx.cond(is_there, cleared, None))


def _forget() -> rx.Var:
    """Have Uppy forget a file, so that it can be chosen again; not before it has noted its end."""
    uploads, file = rx.Var(THERE).to(dict), rx.Var("file").to(dict)
    forget = _with(gives=_call(uploads, "removeFile", file["id"]))
    return _with("file", gives=_function("setTimeout").call(forget, 0))


def _function(name: str) -> rx.vars.FunctionVar:
    return FunctionStringVar.create(name)


def _with(*names: str, gives: Any) -> rx.Var:
    return ArgsFunctionOperation.create(args_names=names, return_expr=gives)


def _call(thing: rx.Var, name: str, *arguments: Any) -> rx.Var:
    return thing[name].to(rx.vars.FunctionVar).call(*arguments)


def _data(var: rx.Var) -> VarData | None:
    return VarData.merge(UPPY, var._get_all_var_data())
