"""`python -m fichegen`, and what the command `fichegen` begins with."""

import sys


def main() -> int:
    """Run a command; gives its exit status, that of an interruption where it comes while it loads."""
    try:
        from fichegen.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Interrompu.\n")
        return 130
    return run()


if __name__ == "__main__":
    sys.exit(main())
