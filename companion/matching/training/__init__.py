"""How the weights in ``data/`` are learned; nothing that suggests needs this room, and nothing imports it."""
