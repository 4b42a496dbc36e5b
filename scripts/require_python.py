"""Stops with a helpful sentence when Python is too old or has no venv."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - runs under whatever Python is found
    sys.exit(
        f"kontakt braucht Python 3.11 oder neuer, gefunden wurde {sys.version.split()[0]}.\n"
        "Was tun: ein neueres Python installieren und zum Beispiel 'make start PYTHON=python3.12' aufrufen."
    )
try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError:
    sys.exit(
        "Diesem Python fehlt das Modul venv.\n"
        "Was tun: unter Debian und Ubuntu 'sudo apt-get install python3-venv' ausführen und neu starten."
    )
