"""What the theme shows around a page of a program: its trail, its menu, and its neighbors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from workbook_builder.answers.ids import join_key
from workbook_builder.model.program import Phase, Program
from workbook_builder.model.workbook import Section, SheetCollection, Track
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.terms import Terms


@dataclass(frozen=True)
class Target:
    """The page that an entry of a menu or a trail links to.

    Attributes:
        title: Its title.
        path: Its path.
        key: The ids of the program and of the worksheet that it is; empty for other pages.
    """

    title: str
    path: str
    key: str = ""


class PageFrames:
    """Makes the frame of each page of a program, or of the toolbox, with links relative to it."""

    def __init__(self, terms: Terms, link: Callable[[str, str], str]) -> None:
        """Prepare to make frames.

        Args:
            terms: The words that readers see for ids.
            link: Returns the relative address of one page as seen from another.
        """
        self._terms = terms
        self._link = link

    def program(self, track: Section, program: SheetCollection) -> dict[str, Any]:
        """The frame of the page of a program, after which its first worksheet comes.

        The worksheets of the toolbox are in no order, so that none comes next.
        """
        trail = self._trail(track, program)[:-1]
        path = output_paths.program_page(track, program)
        sheets = program.client_worksheets if program.phases else ()
        first = self._sheet_target(track, program, sheets[0]) if sheets else None
        return self._frame(path, track, program, trail, (None, first))

    def phase(self, track: Track, program: Program, phase: Phase) -> dict[str, Any]:
        """The frame of the page of a phase."""
        target = self.phase_target(track, program, phase)
        targets = [self.phase_target(track, program, each) for each in program.phases]
        trail = self._trail(track, program)
        return self._frame(target.path, track, program, trail, _neighbors(target, targets))

    def worksheet(
        self, track: Section, program: SheetCollection, sheet: Worksheet, phase: Phase | None
    ) -> dict[str, Any]:
        """The frame of the page of a worksheet, which has no phase if it is in the toolbox."""
        target = self._sheet_target(track, program, sheet)
        targets = [self._sheet_target(track, program, each) for each in program.worksheets]
        trail = self._trail(track, program)
        if phase:
            trail.append(self.phase_target(track, program, phase))
        onward = _neighbors(target, targets) if phase else (None, None)
        return self._frame(target.path, track, program, trail, onward)

    def phase_target(self, track: Section, program: SheetCollection, phase: Phase) -> Target:
        """The page of a phase as a link target."""
        title = self._terms.phases[phase.id]
        return Target(title, output_paths.phase_page(track, program, phase))

    def _sheet_target(self, track: Section, program: SheetCollection, sheet: Worksheet) -> Target:
        """The page of a worksheet as a link target."""
        path = output_paths.worksheet_page(track, program, sheet)
        return Target(sheet.title, path, join_key(program.id, sheet.id))

    def _trail(self, track: Section, program: SheetCollection) -> list[Target]:
        """The trail above the pages of a program, from its track down."""
        own = Target(program.title, output_paths.program_page(track, program))
        above = Target(track.title, output_paths.track_page(track))
        return [own] if own == above else [above, own]

    def _frame(
        self,
        path: str,
        track: Section,
        program: SheetCollection,
        trail: Sequence[Target],
        neighbors: tuple[Target | None, Target | None],
    ) -> dict[str, Any]:
        """The trail, menu, and neighbors of a page."""

        def entry(target: Target, **more: Any) -> dict[str, Any]:
            if target.key:
                more["key"] = target.key
            if target.path == path:
                more["current"] = True
            return {"title": target.title, "url": self._link(path, target.path), **more}

        def sheets(listed: Sequence[Worksheet]) -> list[dict[str, Any]]:
            return [entry(self._sheet_target(track, program, each)) for each in listed]

        phases = [
            entry(self.phase_target(track, program, each), sheets=sheets(each.worksheets))
            for each in program.phases
        ]
        inside = {"phases": phases} if phases else {"sheets": sheets(program.worksheets)}
        top = Target(program.title, output_paths.program_page(track, program))
        frame: dict[str, Any] = {
            "trail": [entry(target) for target in trail],
            "menu": entry(top, **inside),
        }
        named = zip(("previous", "next"), neighbors, strict=True)
        return frame | {name: entry(target) for name, target in named if target}


def _neighbors(target: Target, targets: Sequence[Target]) -> tuple[Target | None, Target | None]:
    """The targets before and after one of several targets."""
    index = targets.index(target)
    return (
        targets[index - 1] if index else None,
        targets[index + 1] if index + 1 < len(targets) else None,
    )
