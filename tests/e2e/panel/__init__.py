"""The panel in real browsers, with a real companion on a real socket."""
