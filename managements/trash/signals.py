"""What the trash tells others."""

from django.dispatch import Signal

# Sent when a page came back, and is public again if it was.
# Arguments: instance, url_path_before (in its former place), url_path_after.
page_restored = Signal()
