"""Write the secrets of this installation into a folder, once.

``docker-compose.yml`` runs this before anything else starts. What is there already is kept, so
that a second start changes nothing. No secret has a default: without this folder nothing starts.
"""

import secrets
import sys
from pathlib import Path


def keep_or_write(path: Path, value: str) -> str:
    """Return what ``path`` holds, after writing ``value`` there if it held nothing."""
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.write_text(value, encoding="utf-8")
        draft.chmod(0o400)
        draft.replace(path)
    return path.read_text(encoding="utf-8")


def main(folder: Path) -> None:
    """Make sure that ``folder`` holds a secret key, a database password and a database address."""
    keep_or_write(folder / "secret_key", secrets.token_urlsafe(64))
    password = keep_or_write(folder / "database_password", secrets.token_hex(32))
    keep_or_write(folder / "database_url", f"postgres://quartiere:{password}@db:5432/quartiere")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
