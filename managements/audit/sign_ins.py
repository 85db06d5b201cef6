"""Who logs in and out, and who tried to, as lines of the security log."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q
from django.dispatch import receiver

from managements.tenancy.events import record

# What log-in forms call the name: Django's own, and those that take an address in its place.
NAME_FIELDS = ("username", "email", "login")


@receiver(user_logged_in, dispatch_uid="audit.log_in")
def record_log_in(sender: Any, user: Any, **_kwargs: Any) -> None:
    """Record that somebody logged in."""
    record("log_in", user=user.pk)


@receiver(user_logged_out, dispatch_uid="audit.log_out")
def record_log_out(sender: Any, user: Any, **_kwargs: Any) -> None:
    """Record that somebody logged out; a session that had ended already is no news."""
    if user is not None:
        record("log_out", user=user.pk)


@receiver(user_login_failed, dispatch_uid="audit.log_in_failed")
def record_failure(sender: Any, credentials: dict[str, Any], **_kwargs: Any) -> None:
    """Record that a log-in failed, and whose it would have been.

    Never what was typed: many a person types the password where the name belongs.
    """
    typed = next((credentials[name] for name in NAME_FIELDS if credentials.get(name)), "")
    record("log_in_failed", user=_account_of(str(typed)))


def _account_of(name: str) -> int | None:
    """Return the id of the account with a name or an e-mail address, None if there is none."""
    if not name or "\0" in name:  # PostgreSQL cannot even look for a NUL
        return None
    user_model = get_user_model()
    found: int | None = (
        user_model.objects.filter(Q(**{user_model.USERNAME_FIELD: name}) | Q(email__iexact=name))
        .values_list("pk", flat=True)
        .first()
    )
    return found
