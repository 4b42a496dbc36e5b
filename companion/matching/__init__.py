"""From a post to the answers and corrections that fit it, or to silence."""
