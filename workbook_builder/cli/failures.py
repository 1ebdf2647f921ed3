"""Turns the errors that a command can end with into problems: one place for all commands."""

import errno
from pathlib import Path

from workbook_builder.problems.problem import Problem, Rule, WorkbookError

Wording = tuple[str, str]  # message and hint

_RIGHTS: Wording = (
    "you are not allowed to read or write this",
    "change who may read and write it (on Linux and Macs: `chmod u+rwX`), or choose another place",
)
_FULL: Wording = (
    "there is no space left on the disk",
    "free some space, and run the command again; what was there before has not changed",
)
_WORDINGS: dict[int, Wording] = {
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: ("this is in a place that can only be read", "choose a folder on another disk"),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: ("the file becomes larger than the system allows", "choose another disk"),
    errno.ENOENT: ("this does not exist", "check the name, or run the command again"),
    errno.EEXIST: ("there is already something of this name", "rename or delete it"),
    errno.EISDIR: ("this is a folder, but should be a file", "rename or delete the folder"),
    errno.ENOTDIR: ("a part of this path is a file, not a folder", "rename or delete that file"),
    errno.ELOOP: ("this link leads back to itself", "delete the link"),
    errno.ENAMETOOLONG: ("this name is too long for the system", "choose a shorter one"),
}
_OTHER_HINT = "check the disk and the path, and run the command again"


def problems_of(error: Exception) -> tuple[Problem, ...] | None:
    """The problems that an error stands for.

    Returns:
        None if it stands for none, because it is an error in our code, or the reader of our output
        has gone.
    """
    # Imported here, so that commands start fast.
    from workbook_builder.publish.mkdocs_errors import MKDOCS_ERRORS, original_error
    from workbook_builder.rendering.template_errors import explaining

    try:
        with explaining():
            raise error
    except WorkbookError as explained:
        return explained.problems
    except MKDOCS_ERRORS:
        cause = original_error(error)
        return cause.problems if isinstance(cause, WorkbookError) else None
    except BrokenPipeError:
        return None
    except OSError as refused:
        return (_problem(refused),)
    except RuntimeError as unexpected:
        # Before Python 3.13, pathlib raises one for a link that leads back to itself.
        origin = unexpected.__context__
        if isinstance(origin, OSError) and origin.errno == errno.ELOOP:
            return (_problem(origin),)
        return None
    except Exception:
        return None


def _problem(error: OSError) -> Problem:
    """The problem that an error of the operating system stands for."""
    file = error.filename2 or error.filename or "."
    if isinstance(file, int):  # a file that has no name
        file = "."
    if isinstance(file, bytes):
        file = file.decode(errors="replace")
    reason = (error.strerror or str(error) or type(error).__name__).rstrip(".")
    message, hint = _WORDINGS.get(error.errno or 0, (reason, _OTHER_HINT))
    return Problem(_shown(str(file)), 0, 0, Rule.FILE_SYSTEM, message, hint)


def _shown(file: str) -> str:
    """A path relative to the current folder if it is inside. Links are not followed."""
    try:
        path, here = Path(file), Path.cwd()
    except OSError:  # the current folder has been deleted
        return file
    return str(path.relative_to(here)) if path.is_relative_to(here) else file
