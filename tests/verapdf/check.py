"""Validate every PDF below some folders as PDF/UA-1 with veraPDF: check.py JARS FOLDER…

The exit code is 0 if every PDF was validated and passed, and 1 otherwise.
"""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path


def main(jars: str, *folders: str) -> int:
    """Run veraPDF once over all folders, and report what fails where."""
    pdfs = [path for folder in folders for path in Path(folder).rglob("*.pdf")]
    command = ["java", "-Djava.awt.headless=true", "-cp", f"{jars}/*"]
    command += ["org.verapdf.apps.GreenfieldCliWrapper", "--flavour", "ua1", "--format", "xml"]
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
    print(f"{validated} of {len(pdfs)} PDFs validated, {failed} failed")
    return int(failed > 0 or validated < len(pdfs) or not pdfs)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
