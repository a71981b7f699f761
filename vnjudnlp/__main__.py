"""``python -m vnjudnlp`` is the command ``vnjudnlp``."""

import sys

from vnjudnlp.cli import main

if __name__ == "__main__":
    sys.exit(main())
