"""Checks of the texts of a built site: no guidance for coaches, and no link that leads nowhere.

PDFs are not read: no library that we require gets text out of them.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from itertools import chain
from urllib.parse import unquote, urlsplit

from workbook_builder.advice.readability import sentences
from workbook_builder.model.base import texts
from workbook_builder.model.workbook import Workbook
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.publish.built_site import HOME, BuiltSite, and_others

_PAGE = ".html"
_TEXTS = (_PAGE, ".css", ".js", ".json", ".md", ".svg", ".txt", ".vtt", ".xml", ".yaml", ".yml")
_SHORTEST = 20  # letters of a sentence of guidance; shorter ones can be on a page by chance
_SHOWN = 8  # words of a sentence that a problem shows

_VALUES = re.compile(rf"=\"([^\"]{{{_SHORTEST},}})\"")
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|\\[nrt]")
_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile(r"<!--.*?-->|(<script\b[^>]*>).*?</script\s*>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<[a-zA-Z][^<>]*?\s(?:href|src)=\"([^\"]*)\"")


def guidance(site: BuiltSite, workbooks: Iterable[Workbook]) -> Iterator[Problem]:
    """A problem for each file that has a sentence from what the programs say to coaches.

    Args:
        site: The site.
        workbooks: The workbook in each of its languages.
    """
    secrets = _guidance_sentences(workbooks)
    for path in site.sizes:
        if not path.endswith(_TEXTS):
            continue
        text = site.text(path)
        words = _words(text)
        if path.endswith(_PAGE):  # what tags say, such as the description of a page
            words += _words(" ".join(_VALUES.findall(text)))
        known = set(words)
        found = [each for each in secrets if known.issuperset(each)]
        if not found:
            continue
        whole = f" {' '.join(words)} "
        for each in found:
            if f" {' '.join(each)} " in whole:
                shown = " ".join(secrets[each].split()[:_SHOWN])
                message = f"clients would read what a program says to coaches: “{shown} …”"
                hint = "take it out of your own page or template, and build the site again"
                yield site.problem(path, Rule.GUIDANCE_SHOWN, message, hint)
                break


def _guidance_sentences(workbooks: Iterable[Workbook]) -> Mapping[tuple[str, ...], str]:
    """The words of each sentence for coaches alone, and how it is written."""
    for_coaches: dict[tuple[str, ...], str] = {}
    for_clients = set()
    for text in chain.from_iterable(map(texts, workbooks)):
        own = _is_for_coaches(text.at)
        for sentence in sentences(text.text):
            written = " ".join(sentence)
            words = tuple(_words(written))
            if not own:
                for_clients.add(words)
            elif len("".join(words)) >= _SHORTEST:
                for_coaches[words] = written
    return {words: text for words, text in for_coaches.items() if words not in for_clients}


def _is_for_coaches(at: tuple[str | int, ...]) -> bool:
    """Whether the text in a place of the workbook is for coaches alone."""
    # The first key of all has the coach's name.
    return at[:1] == ("handbook",) or "coach" in at[1:] or ("sessions" in at and "prepare" in at)


def _words(text: str) -> list[str]:
    """The words of a text, whatever language it is written in: prose, HTML, or JSON."""
    text = _ESCAPES.sub(lambda found: chr(int(found[1], 16)), text)
    return _WORD.findall(_TAGS.sub(" ", unescape(text)).casefold())


def links(site: BuiltSite) -> Iterator[Problem]:
    """A problem for each address in the site to which pages link, and where there is nothing."""
    start = urlsplit(site.address).path or "/"
    known = {*site.sizes, *(path.removesuffix(HOME) for path in site.sizes if path.endswith(HOME))}
    known |= {path.rstrip("/") for path in known}
    broken = defaultdict[str, list[str]](list)
    for path in site.sizes:
        if path.endswith(_PAGE):
            for target in _targets(site.text(path), path, start):
                if target not in known:
                    broken[target].append(path)
    for target, pages in broken.items():
        where = and_others("this page", len(pages) - 1)
        message = f"a link on {where} leads to `{target}`, which the site does not have"
        yield site.problem(pages[0], Rule.DEAD_LINK, message, "correct the link, or delete it")


def _targets(html: str, path: str, start: str) -> Collection[str]:
    """The paths in the site to which a page links.

    Args:
        html: The page.
        path: Its own path.
        start: The path of the site at its host, with which absolute links begin.
    """
    folder = posixpath.dirname(path)
    found: dict[str, None] = {}
    for link in dict.fromkeys(_LINK.findall(_UNSEEN.sub(r"\1", html))):
        try:
            parts = urlsplit(unescape(link))
        except ValueError:  # an address elsewhere that is none
            continue
        if parts.scheme or parts.netloc or not parts.path:
            continue
        at = unquote(parts.path)
        if at.startswith("/"):
            if not f"{at}/".startswith(start):
                continue  # another site of the same host
            at = at[len(start) :]
        else:
            at = posixpath.join(folder, at)
        target = posixpath.normpath(at)
        found["" if target == "." else target] = None
    return found
