"""What is wrong with a built site, and should be found before clients find it."""

from dataclasses import dataclass
from pathlib import Path

from workbook_builder.advice.advice import unfinished
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import Problem
from workbook_builder.publish import file_checks, page_checks
from workbook_builder.publish.built_site import BuiltSite
from workbook_builder.publish.client_data import clients_folder
from workbook_builder.publish.hosts import Host


@dataclass(frozen=True)
class Sources:
    """Where a practice keeps what its site is made from.

    Attributes:
        configuration: The file ``mkdocs.yml``.
        content: The folder of content.
        pages: The folder of pages of its own.
        templates: The folder of templates of its own, which need not exist.
    """

    configuration: Path
    content: Path
    pages: Path
    templates: Path


def site_problems(
    site: BuiltSite, practice: Practice, sources: Sources, host: Host | None
) -> list[Problem]:
    """Check a built site, and what its practice still has to fill in.

    Args:
        site: The site.
        practice: The practice, which has no problems of its own.
        sources: What the site was made from.
        host: The host that will publish it, if that is known.

    Returns:
        Everything that is wrong, sorted by place.
    """
    practices = (practice, *practice.in_further_languages())
    made_from = (sources.configuration, sources.content, sources.pages, sources.templates)
    return sorted(
        [
            *unfinished(sources.content),
            *file_checks.missing_files(site, practices, host),
            *file_checks.address(site, sources.configuration, host),
            *file_checks.private_files(
                site, practices, sources.content, clients_folder(sources.configuration)
            ),
            *file_checks.limits(site, host),
            *file_checks.age(site, made_from),
            *page_checks.guidance(site, [each.workbook for each in practices]),
            *page_checks.links(site),
        ]
    )
