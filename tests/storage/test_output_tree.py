"""Output files are written below a folder."""

from pathlib import Path

from workbook_builder.storage.output_tree import write_tree


def test_text_and_bytes_are_written_below_a_folder(tmp_path: Path) -> None:
    write_tree({"a/b.txt": "é", "c.bin": b"\0"}, tmp_path)
    assert (tmp_path / "a/b.txt").read_bytes() == "é".encode()
    assert (tmp_path / "c.bin").read_bytes() == b"\0"
