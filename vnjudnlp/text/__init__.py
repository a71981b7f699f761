"""Raw text to syllables: the normalised view, tokens, sentences."""
