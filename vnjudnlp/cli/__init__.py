"""The command ``vnjudnlp``; each command is a module here with a function ``register``."""

from vnjudnlp.cli.application import main

__all__ = ["main"]
