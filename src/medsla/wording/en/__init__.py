"""Grammar that is only English: number, singular forms, and spellings beyond the words that are printed."""
