"""Keeps compiled Jinja templates in a cache, on the disk or in memory."""

import hashlib
from collections.abc import MutableMapping

from jinja2.bccache import Bucket, BytecodeCache

from workbook_builder.storage.code_version import code_version


class TemplateCache(BytecodeCache):
    """Keeps the compiled templates of one environment as entries of a mapping.

    The name of an entry depends on the template's text, the environment, and the version of all
    code. Jinja's own cache on the disk notices neither a new version of Jinja nor a damaged file.
    """

    def __init__(self, entries: MutableMapping[str, bytes], environment: str) -> None:
        """Keep templates in a mapping.

        Args:
            entries: The mapping, for example a `DiskCache`.
            environment: A name for the environment. Environments that compile the same text
                differently need different names.
        """
        self._entries = entries
        self._environment = environment

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the compiled template, if there is an entry for it."""
        if code := self._entries.get(self._name(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the compiled template."""
        self._entries[self._name(bucket)] = bucket.bytecode_to_string()

    def _name(self, bucket: Bucket) -> str:
        made_from = (code_version(), self._environment, bucket.key, bucket.checksum)
        return hashlib.sha256(repr(made_from).encode()).hexdigest()
