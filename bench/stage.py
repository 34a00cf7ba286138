"""Shows components of Reflex in Chromium without building a site, at a pixel for a pixel.

What Reflex compiles a component to is a tree of calls of `jsx`; the page here has a `jsx` that
makes elements. Variables of the component are JavaScript variables of the page.
"""

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import numpy as np
import reflex as rx
from PIL import Image
from playwright.sync_api import Browser, Page

# The classes of Tailwind that previews use, as Tailwind has them.
STYLES = """
* { box-sizing: border-box } body { margin: 0 } img { display: block; max-width: 100% }
.relative { position: relative } .absolute { position: absolute } .isolate { isolation: isolate }
.inset-0 { inset: 0 } .size-full { width: 100%; height: 100% } .size-0 { width: 0; height: 0 }
.w-full { width: 100% } .max-w-none { max-width: none } .overflow-hidden { overflow: hidden }
"""
JSX = """
const Fragment = null
const NAMES = { className: 'class', srcSet: 'srcset',
  colorInterpolationFilters: 'color-interpolation-filters' }
function jsx(tag, attributes, ...children) {
  const inside = children.flat(9).filter(each => each instanceof Node)
  if (tag === Fragment) return inside
  const element = /^(svg|filter|fe)/.test(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (name === 'css') Object.assign(element.style, value)
    else if (name !== 'key' && value !== '') element.setAttribute(NAMES[name] ?? name, value)
  element.append(...inside)
  return element
}
"""
SHOW = """async ([code, values, width]) => {
  const shown = new Function('jsx', 'Fragment', ...Object.keys(values), 'return ' + code)(
    jsx, Fragment, ...Object.values(values))
  document.body.replaceChildren(shown)
  document.body.style.width = width + 'px'
  await Promise.all([...document.images].map(each => each.decode()))
}"""


class Stage:
    """One page on which one component at a time is shown."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_content(f"<!doctype html><style>{STYLES}</style>")
        page.add_script_tag(content=JSX)

    def show(self, component: rx.Component, width: int, height: int, **values: Any) -> np.ndarray:
        """The pixels (height, width, 3) of the component in a box of that size in px; `values` are
        plain data, by the names of the component's variables."""
        self.page.evaluate(SHOW, [str(component), values, width])
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        taken = self.page.screenshot(clip=clip, type="png")  # pyright: ignore[reportArgumentType]
        return np.asarray(Image.open(io.BytesIO(taken)).convert("RGB"))


@contextmanager
def opened(browser: Browser) -> Iterator[Stage]:
    """A stage at one device pixel for one CSS pixel."""
    page = browser.new_page(viewport={"width": 1200, "height": 1000}, device_scale_factor=1)
    yield Stage(page)
    page.close()


def data_uri(pixels: np.ndarray) -> str:
    """Pixels as an address of a picture that loses nothing."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def plain(value: Any) -> Any:
    """A dataclass as the browser gets it."""
    return json.loads(json.dumps(asdict(value)))
