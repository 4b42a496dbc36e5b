"""What the pages of the *Antwortbank* do, one purpose per module; ``companion.desk.pages.bank`` puts them together."""
