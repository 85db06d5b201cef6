"""For the real service: HTTPS only, no demonstration, no debug pages."""

from cms.settings.base import *
from cms.settings.environment import stop

if DEBUG:
    stop("DEBUG", "must be false under the production settings.")
if DEMO:
    stop("DEMO", "must be false under the production settings: its passwords are public.")
if not BASE_URL.startswith("https://"):
    stop("BASE_URL", f"must begin with https:// under the production settings, not {BASE_URL!r}.")
if str(MAIL_SERVER["EMAIL_BACKEND"]).endswith(".console.EmailBackend"):
    # Mails hold addresses and log-in links, which do not belong into a log.
    stop("EMAIL_URL", "is missing: set it to smtp+tls://user:password@host:587.")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    stop("SECRET_KEY", "must be a random text of at least 50 characters.")

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
# Each host speaks for itself and for what lies below it; switch these off where other services live
# below the city's host without HTTPS.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.boolean("HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
