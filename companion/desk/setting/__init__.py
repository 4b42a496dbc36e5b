"""*Einstellungen*, page by page: each module adds its routes to the one blueprint of ``pages/settings.py``."""
