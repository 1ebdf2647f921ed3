"""Why something encrypted cannot be opened, in the words of whoever wants to open it."""


class CannotOpen(Exception):
    """A file cannot be opened. The text of the error says what is wrong.

    Attributes:
        hint: What to do about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        self.hint = hint
        super().__init__(message)


class WrongPassphrase(CannotOpen):
    """The passphrase does not open the key."""
