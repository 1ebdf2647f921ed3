"""The coach's private keys, as long as the desk is open. A page asks for the passphrase."""

from collections.abc import Callable
from pathlib import Path

from workbook_builder.encryption.cannot_open import CannotOpen, WrongPassphrase
from workbook_builder.encryption.encrypted_answers import key_needed, opened, shortened
from workbook_builder.encryption.jwe_text import is_encrypted
from workbook_builder.encryption.private_key import PrivateKey, key_files, open_key
from workbook_builder.problems.problem import Problem, Rule, WorkbookError


class LockedError(Exception):
    """A file needs a key whose passphrase has not been given yet.

    Attributes:
        thumbprint: The key.
    """

    def __init__(self, thumbprint: str) -> None:
        self.thumbprint = thumbprint
        super().__init__(thumbprint)


class KeyRing:
    """The keys that have been opened."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        """Take a function that returns the folder of the keys."""
        self._folder = folder
        self._open: dict[str, PrivateKey] = {}

    def decrypted(self, content: bytes, name: str) -> bytes:
        """What is in a file: decrypted if it is encrypted, and otherwise as it is.

        Args:
            content: The bytes of the file.
            name: The name of the file, for problems.

        Raises:
            LockedError: Its key needs a passphrase first.
            WorkbookError: It cannot be opened.
        """
        if not is_encrypted(content):
            return content
        try:
            thumbprint = key_needed(content)
            if thumbprint not in self._open:
                if thumbprint in key_files(self._folder()):
                    raise LockedError(thumbprint)
                message = f"it is encrypted for the key {shortened(thumbprint)}"
                raise CannotOpen(
                    f"{message}, which is not on this computer",
                    f"copy the file of the key from your backup into {self._folder()}",
                )
            return opened(content, [self._open[thumbprint]])
        except CannotOpen as error:
            problem = Problem(name, 0, 0, Rule.ANSWERS, str(error), error.hint)
            raise WorkbookError([problem]) from error

    def unlock(self, thumbprint: str, passphrase: str) -> bool:
        """Open a key. Returns whether the passphrase is the right one.

        Raises:
            CannotOpen: The file of the key is damaged, or there is none any more.
        """
        path = key_files(self._folder()).get(thumbprint)
        if path is None:
            raise CannotOpen("the key is not on this computer any more", "look for it")
        try:
            self._open[thumbprint] = open_key(path, passphrase)
        except WrongPassphrase:
            return False
        return True
