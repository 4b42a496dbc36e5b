"""``python -m companion.matching.training``: see ``docs/benchmarks.md``."""

from companion.matching.training.train import main

main()
