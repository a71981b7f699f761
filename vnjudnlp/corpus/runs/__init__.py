"""Runs over whole corpora: planned in splits, done by several processes or machines, resumed where they stopped."""
