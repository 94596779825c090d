"""Do the pages' links lead somewhere, and do they ask nobody else for anything?

JupyterLite's own files are left to the test that runs it and listens.
"""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

DOI = re.compile(r"https://doi\.org/10\.\d{4,9}/\S+")
MAKERS = {
    "https://www.sphinx-doc.org/",
    "https://pradyunsg.me",
    "https://github.com/pradyunsg/furo",
}
LOADING = {"src", "srcset", "data", "poster"}


class Page(HTMLParser):
    """What one page links to, what it loads, and the places that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if not value:
                continue
            if name == "id":
                self.places.add(value)
            elif name in LOADING or (name == "href" and tag == "link"):
                self.loads.append(value)
            elif name == "href" and tag == "a":
                self.links.append(value)


def faults(folder: Path) -> list[str]:
    """One sentence for each link that leads nowhere, and each thing loaded from outside."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in folder.glob("*.html")}
    found = []
    for path, page in pages.items():
        name = path.relative_to(folder)
        found += [f"{name} loads {url} from elsewhere" for url in page.loads if _outside(url)]
        for link in page.links:
            trouble = _outside_fault(link) if _outside(link) else _inside_fault(path, link, pages)
            if trouble:
                found.append(f"{name}: {link} {trouble}")
    for style in folder.glob("_static/**/*.css"):
        asked = re.findall(r"(?:url\(|@import)\s*[\"']?(https?:|//)", style.read_text("utf-8"))
        found += [f"{style.relative_to(folder)} loads from elsewhere"] if asked else []
    return found


def _outside(url: str) -> bool:
    """Whether an address names another server."""
    return bool(urlsplit(url).netloc)


def _outside_fault(link: str) -> str:
    """What is wrong with a link to another server; nothing for a well-formed DOI."""
    return "" if link in MAKERS or DOI.fullmatch(link) else "is not a DOI"


def _inside_fault(path: Path, link: str, pages: dict[Path, Page]) -> str:
    """What is wrong with a link within the pages."""
    address = urlsplit(link)
    target = (path.parent / unquote(address.path)).resolve() if address.path else path.resolve()
    if not target.exists():
        return "leads to no page"
    if not address.fragment or target.suffix != ".html":
        return ""
    places = next(page.places for known, page in pages.items() if known.resolve() == target)
    return "" if unquote(address.fragment) in places else "leads to no place on that page"
