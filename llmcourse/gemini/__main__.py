"""`python -m llmcourse.gemini --port 8765`: the local server alone."""

from typing import Annotated

import typer

from llmcourse.gemini.api import LocalApi
from llmcourse.gemini.errors import PortTaken
from llmcourse.gemini.server import serve


def main(
    port: Annotated[int, typer.Option(help="The port on this computer; 0 is any free one.")] = 8765,
) -> None:
    """Serve the course's own model in the protocol of the Gemini API, on this computer alone."""
    try:
        serve(LocalApi(), port)
    except PortTaken as error:
        raise typer.BadParameter(str(error)) from None


if __name__ == "__main__":
    typer.run(main)
