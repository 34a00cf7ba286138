"""The web front door: imports every room's pages and builds the one app."""

import reflex as rx

import instaclone.accounts.pages
import instaclone.collections.one_page
import instaclone.collections.pages
import instaclone.explore.films_page
import instaclone.explore.map_page
import instaclone.explore.pages
import instaclone.explore.settings_pages
import instaclone.feed.pages
import instaclone.notifications.pages
import instaclone.objects.pages
import instaclone.places.pages
import instaclone.posts.archive_page
import instaclone.posts.edit_page
import instaclone.posts.history_page
import instaclone.posts.pages
import instaclone.posts.similar_page
import instaclone.profiles.pages
import instaclone.profiles.people_pages
import instaclone.profiles.privacy_pages
import instaclone.profiles.settings_pages
import instaclone.search.pages
import instaclone.studio.pages
import instaclone.tags.pages
import instaclone.vision.pages  # noqa: F401 - importing a page adds it
from instaclone import logs
from instaclone.api.app import api
from instaclone.edge import Edge
from instaclone.live.tabs import fan_out
from instaclone.shell.frame import not_here, page
from instaclone.shell.state import say_kindly
from instaclone.ui.fonts import Font

logs.set_up("web")

app = rx.App(
    stylesheets=["/theme.css"],
    head_components=[
        Font.create(),
        rx.el.link(rel="icon", href="/mark.svg", type="image/svg+xml"),
        rx.el.meta(name="viewport", content="width=device-width, initial-scale=1"),
        rx.el.meta(name="theme-color", content="#0e0e10", media="(prefers-color-scheme: dark)"),
    ],
    reset_style=False,  # Tailwind brings its own
    html_lang="en",
    toaster=None,
    api_transformer=[api, Edge],
    backend_exception_handler=say_kindly,
)
app.add_page(
    page(not_here("The address may be mistyped.")),
    route="/404",
    title="Not found · Instaclone",
)
app.register_lifespan_task(fan_out, app=app)
