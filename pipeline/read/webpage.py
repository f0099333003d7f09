"""A web page to one text: every paragraph, list item and table cell of its content, not what surrounds it.

Extractors that look for "the article" lose tables and lists, and these hold the figures. So the page is
walked as it is, and only what says of itself that it is no content (navigation, footers, cookie bars,
scripts) is left out. A list item becomes a line that begins with "- ", a table row a line with its cells
between " | ", other blocks are divided by blank lines.

The walk keeps its own stack, and every question about an element is answered from sums made beforehand, so
that hostile pages (a hundred thousand elements) cost time in proportion to their size.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .document import Content, Unreadable, composed, title_of, words_of
from .encoding import decode

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

ENDINGS = (".html", ".htm", ".xhtml", ".xht")

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_LOOKS_LIKE_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SPACES = re.compile(r"[ \t]*\n[ \t]*|[ \t]{2,}")

# Elements whose end tag may be left out. Counting them as nested would accuse ordinary pages.
_SELF_CLOSING = words_of(
    "p li td tr th thead tbody tfoot dd dt option optgroup colgroup rt rp area base br col embed hr "
    "img input link meta param source track wbr path circle rect",
)
_DEEPEST = 4_000
"""Nested elements. The HTML standard makes parsing quadratic in depth; browsers flatten at 512."""

_NEVER_CONTENT = words_of(
    "script style noscript template iframe object embed svg canvas audio video button select option "
    "datalist input textarea nav footer head map math dialog",
)
_NEVER_CONTENT_ROLES = words_of(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar"
)
_SURROUNDINGS = words_of(
    "cookie cookies cookiebar cookiebanner cookieconsent cookiebot consent gdpr onetrust nav navbar "
    "navigation menu submenu breadcrumb breadcrumbs footer sidebar pagination pager related "
    "newsletter popup modal comments share sharing sharethis addtoany skip skiplink advert "
    "advertisement ads",
)
_SURROUNDING_PAIRS = words_of(
    "social media,social links,social icons,social share,social networks,skip link,skip to,read more,"
    "see also,site header,page header,top bar",
    ",",
)
_CLASS_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")

_BLOCKS = words_of(
    "address article aside blockquote body center details dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section "
    "summary table tbody tfoot thead tr caption ul",
)
_HEADINGS = words_of("h1 h2 h3 h4 h5 h6")
_FACTS = frozenset(("dl", "table"))
_LONGEST_CELL = 1_500
"""Letters. Longer cells are columns of a layout, not of a table."""

_PUBLISHED_META = words_of(
    "article:published_time og:published_time datepublished date dc.date dcterms.date dc.date.issued "
    "dcterms.issued dcterms.created dc.date.created pubdate publishdate publish_date publication_date "
    "parsely-pub-date sailthru.date",
)
_PUBLISHED_TIME = words_of("datepublished published entry-date publish-date")
_DATE = re.compile(r"\s*((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


def looks_like_page(data: bytes) -> bool:
    """Whether the bytes begin as an HTML page does, whatever the file is called."""
    return _LOOKS_LIKE_PAGE.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) is not None


def read_page(data: bytes) -> Content:
    """The content of an HTML page. Raises Unreadable for pages that are damaged or hold no text."""
    declared = _DECLARED.search(data[:4096])
    source = decode(data, declared[1].decode("ascii") if declared else None)
    _refuse_abyss(source)
    page = _Page(source)
    text = page.text()
    if not text:
        raise Unreadable(
            "The page holds no text: perhaps a script fills it in after loading.",
            "Open it in a browser, wait until it is complete and save it again as a full page or as PDF.",
        )
    return Content("text/html", text, page.title(), page.published(), page.declared_language())


def _refuse_abyss(source: str) -> None:
    depth = deepest = 0
    for match in _TAG.finditer(source):
        if match[2].lower() in _SELF_CLOSING:
            continue
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise Unreadable(
            f"The page nests its elements more than {_DEEPEST} deep: it is damaged or not meant for people.",
            "Save the page again from a browser, or copy its text into a .txt file.",
        )


class _Page:
    """A parsed page in document order: `nodes[i]` has its descendants at i + 1 up to `stop[i]`."""

    def __init__(self, source: str) -> None:
        from selectolax.lexbor import LexborHTMLParser

        self.nodes: list[LexborNode] = []
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.stop: list[int] = []
        self._parser = LexborHTMLParser(source)
        self._flatten()
        self.letters = [0] * len(self.nodes)
        self.holds: list[frozenset[str]] = []
        self._drop = self._surroundings()

    def _flatten(self) -> None:
        node = self._parser.root
        open_: list[tuple[int, LexborNode]] = []
        while node is not None:
            index = len(self.nodes)
            self.nodes.append(node)
            self.tags.append(str(node.tag))
            self.parents.append(open_[-1][0] if open_ else -1)
            self.stop.append(index + 1)
            child = node.child
            if child is not None:
                open_.append((index, node))
                node = child
                continue
            following = node.next if open_ else None
            while following is None and open_:
                index, node = open_.pop()
                self.stop[index] = len(self.nodes)
                following = node.next if open_ else None
            node = following

    def attributes(self, index: int) -> dict[str, str]:
        return {key.lower(): value or "" for key, value in self.nodes[index].attributes.items()}

    def words(self, index: int) -> str:
        """All the text below an element, on one line."""
        below = range(index, self.stop[index])
        return _BLANKS.sub(" ", "".join(self._raw(i) for i in below if self.tags[i] == "-text")).strip()

    def _raw(self, index: int) -> str:
        return self.nodes[index].text_content or ""

    # --- what is content

    def _surroundings(self) -> list[bool]:
        """For each node whether it and all below it are left out."""
        count = len(self.nodes)
        never = [False] * count
        inside_main = [False] * count
        hidden = [False] * count
        for i, tag in enumerate(self.tags):
            parent = self.parents[i]
            hidden[i] = tag in _NEVER_CONTENT or (parent >= 0 and hidden[parent])
            inside_main[i] = tag in ("main", "article") or (parent >= 0 and inside_main[parent])
            never[i] = tag in _NEVER_CONTENT
        # Sums from the leaves up: letters of visible text, and which of the telling elements are below.
        telling = _HEADINGS | _FACTS | {"main"}
        below: list[frozenset[str]] = [frozenset()] * count
        for i in range(count - 1, -1, -1):
            tag, parent = self.tags[i], self.parents[i]
            if hidden[i]:
                continue
            if tag == "-text":
                self.letters[i] = sum(map(str.isalnum, self._raw(i)))
            held = below[i]
            if tag in telling or self._is_main(i):
                held = held | {"main" if self._is_main(i) else tag}
            if parent >= 0:
                self.letters[parent] += self.letters[i]
                if held - below[parent]:
                    below[parent] = below[parent] | held
        self.holds = below
        all_letters = self.letters[0] if count else 0
        for i, tag in enumerate(self.tags):
            if never[i] or tag[0] in "-!" or tag in ("html", "body", "main", "article"):
                continue
            if not self._surrounds(i, inside_main[i]):
                continue
            essential = below[i] & {"h1", "main"} or self.letters[i] * 2 > all_letters
            never[i] = not essential
        return never

    def _is_main(self, index: int) -> bool:
        return self.tags[index] == "main" or (
            self.tags[index] in ("div", "section") and self.nodes[index].attributes.get("role") == "main"
        )

    def _surrounds(self, index: int, inside_main: bool) -> bool:
        """Whether an element says of itself that it is no content."""
        tag, attributes = self.tags[index], self.nodes[index].attributes
        if tag == "header":
            return not inside_main
        named = tag == "aside" or attributes.get("role") in _NEVER_CONTENT_ROLES
        if not named and ("class" in attributes or "id" in attributes):
            for name in f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()[:12]:
                words = [word.lower() for word in _CLASS_WORDS.findall(name[:80])]
                pairs = {f"{a} {b}" for a, b in pairwise(words)}
                if not _SURROUNDINGS.isdisjoint(words) or not _SURROUNDING_PAIRS.isdisjoint(pairs):
                    named = True
                    break
        # A box beside the text of a project page that holds a table or a list of terms is its fact sheet.
        return named and not (inside_main and self.holds[index] & _FACTS)

    def _root(self) -> int:
        """The element to read: the one that says it is main, if it holds half of the text; else the page."""
        dropped = self._dropped_letters()
        kept = self.letters[0] - dropped[0]
        for wanted in (self._is_main, lambda i: self.tags[i] == "article"):
            found = [i for i in range(len(self.nodes)) if wanted(i)]
            if len(found) == 1 and (self.letters[found[0]] - dropped[found[0]]) * 2 >= kept > 0:
                return found[0]
        return 0

    def _dropped_letters(self) -> list[int]:
        dropped = [0] * len(self.nodes)
        for i in range(len(self.nodes) - 1, -1, -1):
            if self._drop[i]:
                dropped[i] = self.letters[i]
            if self.parents[i] >= 0:
                dropped[self.parents[i]] += dropped[i]
        return dropped

    # --- text

    def text(self) -> str:
        root = self._root() if self.nodes else 0
        out = _Lines()
        heading = self._only_h1()
        if heading is not None and not root <= heading < self.stop[root]:
            out.write(self.words(heading))
            out.end(2)
        self._write(root, out)
        return composed(out.text()).strip()

    def _write(self, root: int, out: _Lines) -> None:
        open_: list[int] = []  # elements that do something when they end
        rows: list[bool] = []  # for each open table: is it one of data?
        i, stop = root, self.stop[root] if self.nodes else 0
        while i < stop or open_:
            if open_ and self.stop[open_[-1]] <= i:
                self._close(open_.pop(), out, rows)
                continue
            tag = self.tags[i]
            if self._drop[i] or tag[0] == "!" or tag == "-comment":
                if tag in _BLOCKS:
                    out.write(" ") if rows and rows[-1] else out.end(2)
                i = self.stop[i]
                continue
            if tag == "-text":
                out.write(self._raw(i))
            elif tag == "br":
                out.write(" " if rows and rows[-1] else "\n", kept=True)
            elif tag in ("td", "th"):
                out.cell() if rows and rows[-1] else out.end(2)
                open_.append(i)
            elif tag in _BLOCKS:
                self._open(i, tag, out, rows)
                open_.append(i)
            i += 1
        out.end(2)

    def _open(self, index: int, tag: str, out: _Lines, rows: list[bool]) -> None:
        in_cell = bool(rows and rows[-1]) and tag not in ("table", "tr")
        if tag == "table":
            out.end(2)
            rows.append(self._is_data(index))
        elif tag == "li":
            out.end(1) if not in_cell else out.write(" ")
            if not in_cell:
                out.bullet()
        elif tag == "tr":
            out.end(1 if rows and rows[-1] else 2)
        elif tag == "dd" and not in_cell:
            out.end(1)
        elif in_cell:
            out.write(" ")
        else:
            out.end(1 if self._inner_list(index) else 2)

    def _close(self, index: int, out: _Lines, rows: list[bool]) -> None:
        tag = self.tags[index]
        in_cell = bool(rows and rows[-1]) and tag not in ("table", "tr")
        if tag == "table":
            rows.pop()
            out.end(2)
        elif in_cell:
            out.write(" ")
        elif tag in ("li", "tr", "dt"):
            out.end(1)
            out.no_bullet()
        else:
            out.end(1 if self._inner_list(index) else 2)

    def _inner_list(self, index: int) -> bool:
        return self.tags[index] in ("ul", "ol") and self.tags[self.parents[index]] in ("li", "ul", "ol")

    def _is_data(self, table: int) -> bool:
        """A table of data; the other use of tables is to lay out a page."""
        if self.nodes[table].attributes.get("role") in ("presentation", "none"):
            return False
        if self.holds[table] & (_HEADINGS | {"table", "main"}):
            return False
        cells = self.letters[table]
        if cells <= _LONGEST_CELL:
            return True
        return all(
            self.letters[i] <= _LONGEST_CELL
            for i in range(table + 1, self.stop[table])
            if self.tags[i] in ("td", "th")
        )

    # --- metadata

    def _only_h1(self) -> int | None:
        found = [
            i
            for i, tag in enumerate(self.tags)
            if tag == "h1" and self.letters[i] and not self._is_dropped(i)
        ]
        return found[0] if len(found) == 1 else None

    def _is_dropped(self, index: int) -> bool:
        while index >= 0:
            if self._drop[index]:
                return True
            index = self.parents[index]
        return False

    def title(self) -> str | None:
        """The page's one top heading, else what it tells those who link to it, else its window title."""
        heading = self._only_h1()
        if heading is not None and (title := title_of(composed(self.words(heading)))):
            return title
        for name, content in self._meta():
            if name in ("og:title", "twitter:title", "dc.title") and (title := title_of(composed(content))):
                return title
        for i, tag in enumerate(self.tags):
            if tag == "title" and self.tags[self.parents[i]] == "head":
                return title_of(composed(self.words(i)))
        return None

    def declared_language(self) -> str | None:
        for i, tag in enumerate(self.tags[:3]):
            if tag == "html":
                code = self.attributes(i).get("lang") or self.attributes(i).get("xml:lang") or ""
                return code[:2].lower() if re.fullmatch(r"[a-zA-Z]{2}([-_].{0,20})?", code.strip()) else None
        return None

    def published(self) -> str | None:
        """The date of publication that the page's metadata give, ISO 8601."""
        return next(filter(None, map(_iso, self._dates_said())), None)

    def _dates_said(self) -> Iterator[str]:
        yield from (content for name, content in self._meta() if name in _PUBLISHED_META)
        for i, tag in enumerate(self.tags):
            if tag == "script" and "ld+json" in (self.nodes[i].attributes.get("type") or ""):
                yield from _published_in(self.nodes[i].text(deep=True))
        for i, tag in enumerate(self.tags):
            if tag == "time":
                attributes = self.attributes(i)
                said = {attributes.get("itemprop", "").lower(), *attributes.get("class", "").lower().split()}
                if "pubdate" in attributes or said & _PUBLISHED_TIME:
                    yield attributes.get("datetime", "")

    def _meta(self) -> list[tuple[str, str]]:
        found = []
        for i, tag in enumerate(self.tags):
            if tag == "meta":
                attributes = self.attributes(i)
                name = (
                    attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
                )
                found.append((name.lower().strip(), attributes.get("content", "")))
        return found


class _Lines:
    """Collects words into blocks, with white space as a browser would show it."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._line: list[str] = []
        self._gap = 0
        self._start = ""
        self._cells = 0

    def write(self, words: str, kept: bool = False) -> None:
        self._line.append(words if kept else _BLANKS.sub(" ", words))

    def bullet(self) -> None:
        self._start = "- "

    def no_bullet(self) -> None:
        """An item without words leaves no bullet for the line that follows it."""
        self._start = ""

    def cell(self) -> None:
        """Begin the next cell of a row. Empty cells keep their place, so that columns can be counted."""
        if self._cells:
            self._line.append(" | ")
        self._cells += 1

    def end(self, gap: int) -> None:
        """End the line, and leave `gap` line breaks before the next (2 = a blank line)."""
        line = _SPACES.sub(lambda m: "\n" if "\n" in m[0] else " ", "".join(self._line)).strip(" \n\t")
        self._line, self._cells = [], 0
        if line.strip("| "):
            if self._done:
                self._done.append("\n" * max(self._gap, 1))
            self._done.append(self._start + line)
            self._start, self._gap = "", gap
        elif not self._start:  # a paragraph that opens a list item is no new block
            self._gap = max(self._gap, gap)

    def text(self) -> str:
        return "".join(self._done)


def _iso(value: str) -> str | None:
    match = _DATE.match(value)
    return "-".join(match.groups()) if match else None


def _published_in(source: str) -> Iterator[str]:
    """datePublished of a JSON-LD block, of whatever shape."""
    try:
        waiting: deque[Any] = deque([json.loads(source)])
    except (ValueError, RecursionError):
        return
    while waiting:
        part = waiting.popleft()
        if isinstance(part, dict):
            if isinstance(part.get("datePublished"), str):
                yield part["datePublished"]
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
