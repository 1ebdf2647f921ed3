"""A preview of the small practice, whose files a test changes like an author."""

import json
from pathlib import Path

from workbook_builder.preview.preview import Preview
from workbook_builder.preview.responses import Response
from workbook_builder.publish.on_demand_site import OnDemandSite

ADDRESS = "127.0.0.1:8000"
HOME = "/workbook/"
PROGRAM = f"{HOME}wellness/better-sleep/"
SHEET = f"{PROGRAM}evenings-now/"
PDF = f"{PROGRAM}downloads/evenings-now-a4.pdf"


class Trial:
    """A preview of a practice; its methods change files and ask for pages."""

    def __init__(self, practice: Path, made: Path) -> None:
        self.practice = practice
        self.program = practice / "content/tracks/wellness/better-sleep.yml"
        self.said: list[str] = []
        made.mkdir()
        self.made = made
        self.preview = Preview(practice / "mkdocs.yml", made, ADDRESS, self.said.append)

    def changes(self, path: Path | str, *what: str) -> None:
        """Replace a text in a file, or write the whole file, and update the preview."""
        path = self.practice / path
        *old, text = what
        for before in old:
            was = path.read_text(encoding="utf-8")
            assert before in was
            text = was.replace(before, text)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.updates()

    @property
    def site(self) -> OnDemandSite:
        """The site that is served now."""
        assert self.preview._site
        return self.preview._site.first

    def updates(self) -> None:
        changed = self.preview.watch.changed()
        assert changed
        self.preview.update(changed)

    def response(self, url: str, status: int = 200) -> Response:
        answer = self.preview.response(url)
        assert answer.status == status, answer.body.decode()
        return answer

    def text(self, url: str, status: int = 200) -> str:
        return self.response(url, status).body.decode()

    def troubles(self) -> list[str]:
        return [each["text"] for each in json.loads(self.preview.news())]
