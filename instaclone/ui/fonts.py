"""The typeface, from an npm package that rxconfig.py names, served by this site itself."""

import reflex as rx


class Font(rx.Fragment):
    """Draws nothing; brings the typeface's style sheet into the bundle."""

    def add_imports(self) -> dict:
        """The style sheet, imported for its effect and so without a name."""
        return {"": "@fontsource-variable/figtree/wght.css"}
