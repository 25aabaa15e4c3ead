"""`python -m fichegen`, and what the command `fichegen` begins with."""

import os
import sys


def main() -> int:
    """Run a command; gives its exit status, that of an interruption where it comes while it loads."""
    if sys.argv[1:] == ["--version"] and _has_told_version():
        return 0  # what scripts ask again and again: nothing need be loaded for it
    try:
        from fichegen.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Interrompu.\n")
        return 130
    return _left(run())


def _left(status: int) -> int:
    """Leave at once: to take a great catalogue to pieces again, object by object, takes seconds."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):  # told already, or nobody listens
        return status
    os._exit(status)


def _has_told_version() -> bool:
    """Write the version; False where it cannot be, which the command line tells in words."""
    from fichegen import __version__

    try:
        os.write(sys.stdout.fileno(), f"fichegen {__version__}\n".encode())
    except (OSError, ValueError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
