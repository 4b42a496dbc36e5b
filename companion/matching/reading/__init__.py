"""What is read out of one post, or out of one entry."""
