"""`python -m fichegen`."""

import sys

from fichegen.cli import main

sys.exit(main())
