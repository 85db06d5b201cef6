"""Run a function of the tests on a demonstration's data: `python -m tests.demo_run module:function`.

In a process of its own, as commands run; the function's result is printed as JSON, and nothing else.
"""

import contextlib
import importlib
import json
import sys

import django


def main() -> None:
    """Call the function that the first argument names."""
    module, _, name = sys.argv[1].partition(":")
    # Mails and security events would go to standard output, too.
    with contextlib.redirect_stdout(sys.stderr):
        django.setup()
        result = getattr(importlib.import_module(module), name)()
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
