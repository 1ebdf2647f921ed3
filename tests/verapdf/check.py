"""Validate every PDF below some folders with veraPDF: check.py JARS FOLDER…

The profiles are those of PDF/UA-1, and of Well-Tagged PDF for accessibility, which has the rules of
PDF/UA-2.

The exit code is 0 if every PDF was validated and passed, and 1 otherwise.
"""

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROFILES = {"ua1": "PDF/UA-1", "wt1a": "Well-Tagged PDF 1.0, accessibility"}


def main(jars: str, *folders: str) -> int:
    """Run veraPDF with each profile at the same time, and report what fails where."""
    with ThreadPoolExecutor() as pool:
        return max(pool.map(lambda profile: validate(jars, profile, folders), PROFILES))


def validate(jars: str, profile: str, folders: Sequence[str]) -> int:
    """Run veraPDF once, and return 1 if a file was not validated or failed."""
    pdfs = [path for folder in folders for path in Path(folder).rglob("*.pdf")]
    command = ["java", "-Djava.awt.headless=true", "-cp", f"{jars}/*"]
    command += ["org.verapdf.apps.GreenfieldCliWrapper", "--flavour", profile, "--format", "xml"]
    report = subprocess.run([*command, "--recurse", *folders], stdout=subprocess.PIPE).stdout
    validated = failed = 0
    for job in ET.fromstring(report).iter("job"):
        result = job.find("validationReport")
        validated += result is not None
        if result is not None and result.get("isCompliant") == "true":
            continue
        failed += 1
        print(job.findtext("item/name"))
        for rule in job.iter("rule"):
            number, words = f"{rule.get('clause')}-{rule.get('testNumber')}", "description"
            print(f"  {number} {rule.findtext(words)} ({rule.get('failedChecks')} times)")
    print(f"{PROFILES[profile]}: {validated} of {len(pdfs)} PDFs validated, {failed} failed")
    return int(failed > 0 or validated < len(pdfs) or not pdfs)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
