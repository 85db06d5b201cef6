ARG PYTHON=3.13

# --- the virtual environment, from the hash-pinned lock file and from wheels only ---
FROM python:${PYTHON}-slim AS packages

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/production.txt /tmp/production.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --require-hashes --only-binary=:all: -r /tmp/production.txt

# --- the product ---
FROM python:${PYTHON}-slim

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Leipziger Quartiere" \
      org.opencontainers.image.description="The websites of Leipzig's neighbourhood managements" \
      org.opencontainers.image.licenses="EUPL-1.2" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# Large pieces of memory go back to the system as soon as they are no longer used (mallopt(3)): paper and pictures take
# much of it, for a moment.
ENV PATH=/venv/bin:$PATH \
    MALLOC_MMAP_THRESHOLD_=131072 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/var/lib/quartiere \
    STATIC_ROOT=/srv/static

# A new volume takes over the owner of the folder that it covers, so both folders belong to the user.
RUN groupadd --system --gid 10001 quartiere \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin quartiere \
    && install -d -o 10001 -g 10001 -m 0750 /var/lib/quartiere \
    && install -d -o 10001 -g 10001 -m 0700 /secrets

COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Collecting files needs settings, and settings need a key; this one is used for nothing else.
RUN SECRET_KEY=collectstatic python manage.py collectstatic --noinput

USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=180s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["deploy/entrypoint.sh"]
CMD ["granian", "--interface", "wsgi", "cms.wsgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--blocking-threads", "4", "--no-ws"]
