"""``python -m workbook_builder`` is the command ``workbook``."""

from workbook_builder.cli.main import main

main(prog_name="workbook")
