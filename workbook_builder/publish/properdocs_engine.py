"""ProperDocs, which continues MkDocs 1, as the engine of this process."""

import logging


def use_properdocs() -> None:
    """Have every import of MkDocs find ProperDocs from now on, as its own command does.

    No module of MkDocs may have been imported before: its classes are not those of ProperDocs.

    Raises:
        ModuleNotFoundError: ProperDocs is not installed.
    """
    from properdocs import replacement  # noqa: F401

    # Plugins log to MkDocs' name, and a strict build counts what arrives at that of ProperDocs.
    logging.getLogger("mkdocs").parent = logging.getLogger("properdocs")
