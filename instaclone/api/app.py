"""The routes beside the pages, as one FastAPI app that Reflex is mounted in."""

from fastapi import FastAPI

from instaclone.accounts.api import router as accounts
from instaclone.api.documentation import router as documentation
from instaclone.api.errors import answer_refusals
from instaclone.api.health import router as health
from instaclone.media.api import router as media
from instaclone.studio.api import router as studio

# FastAPI's own documentation page loads its scripts from a CDN, which the CSP forbids.
api = FastAPI(
    title="Instaclone API",
    docs_url=None,
    redoc_url=None,
    openapi_url="/api/openapi.json",
    redirect_slashes=False,
)
answer_refusals(api)
for router in (accounts, health, media, studio, documentation):
    api.include_router(router)
