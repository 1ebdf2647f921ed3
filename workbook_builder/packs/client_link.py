"""The personal link of a client: the address that sets up their browser."""

from workbook_builder.answers.personal_link import LinkedProgram, PersonalLink, fragment
from workbook_builder.clients.client import Client
from workbook_builder.model.workbook import Workbook
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.output_paths import OnWeb


def client_link(client: Client, workbook: Workbook, on_web: OnWeb | None) -> str | None:
    """The personal link of a client, which opens their program, or the home page for several.

    Args:
        client: The client.
        workbook: The practice.
        on_web: Returns the web address of a page; None if the practice has no site on the web.
            Then there is no link.
    """
    if on_web is None:
        return None
    page = output_paths.HOME
    if len(client.programs) == 1:
        page = next(
            output_paths.program_page(track, program)
            for track, program in workbook.programs()
            if f"{track.id}/{program.id}" == client.programs[0].program
        )
    programs = {each.id: LinkedProgram(each.begins or "", each.without) for each in client.programs}
    link = PersonalLink(client.id, client.name, client.language or "", programs)
    return f"{on_web(page)}#{fragment(link)}"
