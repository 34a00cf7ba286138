"""How Reflex compiles the pages. How it serves them: instaclone/serving.py."""

import reflex as rx

from instaclone.ui.theme import TAILWIND

config = rx.Config(
    app_name="instaclone",
    plugins=[rx.plugins.TailwindV4Plugin(TAILWIND)],
    disable_plugins=[rx.plugins.SitemapPlugin],
    frontend_packages=["@fontsource-variable/figtree@5.3.0"],  # imported by ui/fonts.py
    telemetry_enabled=False,
    show_built_with_reflex=False,
)
