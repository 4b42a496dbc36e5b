"""What the built program runs: the command ``kontakt``."""

from companion.cli import main

main()
