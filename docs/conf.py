"""How the pages in this folder become a site: `make docs`.

The Markdown is written to be read as it is, on GitHub, Gitea or in an editor, so nothing in it is for Sphinx: which
pages there are, in which order and language, is told here.
"""

import re
from typing import Any

from sphinx.application import Sphinx

# The pages by reader, Swedish first. One that is missing here is an orphan, and ends the build.
_SWEDISH = {"För medarbetare": ("handbok", "sidorna", "installningar")}
_ENGLISH = {"For operators": ("drift", "prestanda", "skala"), "For developers": ("utveckling", "kontrakt", "ordlista")}

project = "Lägesbot"
author = "The Lägesbot authors"
project_copyright = "The Lägesbot authors, MIT"
language = "sv"
root_doc = "index"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
nitpicky = True
smartquotes = False

html_theme = "furo"
html_title = "Lägesbot"
html_show_sphinx = False
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["_static"]
html_favicon = "_static/lagesbot.svg"
html_css_files = ["site.css"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b57a4", "color-brand-content": "#0b57a4"},
    "dark_css_variables": {"color-brand-primary": "#8ab8f0", "color-brand-content": "#8ab8f0"},
}


def _fit_site(app: Sphinx, page: str, source: list[str]) -> None:
    """Make links to pages outside this folder links to their files, and put the contents beneath the start page."""
    source[0] = re.sub(r"\]\((?=\.\./[\w/]+\.md\))", "](path:", source[0])
    if page == app.config.root_doc:
        for caption, pages in (_SWEDISH | _ENGLISH).items():
            source[0] += "\n".join(("", "```{toctree}", ":hidden:", f":caption: {caption}", *pages, "```", ""))


def _name_language(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Tell the browser, and so the screen reader, in which language a page is."""
    if any(page in pages for pages in _ENGLISH.values()):
        context["language"] = "en"


_LEFT_OUT = {
    'role="heading"': 'role="heading" aria-level="2"',
    '<aside class="sidebar-drawer"': '<aside aria-label="Lägesbot" class="sidebar-drawer"',
    "<pre>": '<pre tabindex="0">',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
}
"""What the theme leaves out for those who use a keyboard or a screen reader: names, levels, reach."""


def _put_in(app: Sphinx, exception: Exception | None) -> None:
    """Put in what the theme leaves out."""
    if exception is None:
        for path in app.outdir.glob("*.html"):
            text = path.read_text(encoding="utf-8")
            for less, more in _LEFT_OUT.items():
                text = text.replace(less, more)
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Hook them into Sphinx."""
    app.connect("source-read", _fit_site)
    app.connect("html-page-context", _name_language)
    app.connect("build-finished", _put_in)
