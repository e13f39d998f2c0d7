"""Grammar that is only Japanese: how quantities are spelt beyond the words that are printed."""
