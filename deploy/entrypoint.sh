#!/bin/sh
# Prepares the installation, then becomes the server.
# Any other command (a shell, "python manage.py …") runs at once and unprepared.
set -eu

if [ "${1:-}" = granian ]; then
    python manage.py migrate --noinput
    python manage.py provision_city
    # A database that has not the search of this release yet; every night makes it anew.
    python manage.py rebuild_search --if-needed
    # The spellings of "yes" are those of the settings.
    case $(printf '%s' "${DEMO:-}" | tr '[:upper:]' '[:lower:]') in
        1 | true | yes | on)
            python manage.py seed_demo
            # Nobody gives a demonstration its nights.
            python manage.py refresh_occurrences
            ;;
    esac
fi

exec "$@"
