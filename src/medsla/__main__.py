"""`python -m medsla`: the command line where its own program is not on the search path."""

from __future__ import annotations

from medsla.cli import main

if __name__ == "__main__":
    main()
