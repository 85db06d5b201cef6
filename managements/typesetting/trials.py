"""Whether the press can set a drawing, tried where nothing waits for it."""

import subprocess
import sys
from functools import lru_cache

# Of computing; whoever uploads something waits for it.
_SECONDS = 5
_MEGABYTES = 1500
# What is tried is data: it reaches typst as text, never as part of a program.
_TRIAL = f"""
import resource, sys, typst
resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS}, {_SECONDS}))
resource.setrlimit(resource.RLIMIT_AS, ({_MEGABYTES} << 20, {_MEGABYTES} << 20))
program = b'#image(bytes(sys.inputs.drawing), format: "svg", width: 45mm, alt: "-")'
inputs = {{"drawing": sys.stdin.buffer.read().decode()}}
typst.compile(program, sys_inputs=inputs, format="png", ppi=144)
typst.compile(program, sys_inputs=inputs)
"""


# The same file is tried once.
@lru_cache(maxsize=64)
def can_be_set(svg: str) -> bool:
    """Whether a drawing becomes a picture and a PDF, in some seconds and with little memory.

    It is tried in a process of its own: what never ends would hold the press for good, and what
    fills the memory would take the site along.
    """
    try:
        tried = subprocess.run(  # noqa: S603 - the program is a constant, the drawing its input
            [sys.executable, "-I", "-c", _TRIAL],
            input=svg.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=4 * _SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return tried.returncode == 0
