"""`python -m index`: questions to a published index, on the command line. Results on stdout, problems on stderr."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Sequence

from index.commands.parser import parser
from index.errors import BadFilter, IndexUnusable, UnknownFormat
from index.review.saved import SavedUnusable


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0 when done, 2 for wrong usage or no usable index."""
    _spell_out()
    options = parser().parse_args(arguments)
    logging.disable(logging.WARNING)
    try:
        return int(options.run(options))
    except (IndexUnusable, BadFilter, SavedUnusable, UnknownFormat) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2


def _spell_out() -> None:
    """Letters that a terminal has not are spelt by their numbers; a result is not lost over one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
