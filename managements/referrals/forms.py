"""Forms for what all managements share."""

from typing import Any

from managements.tenancy.record_forms import RecordForm


class EnquiryForm(RecordForm):
    """The form of an enquiry: its address stays once it is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["slug"].disabled = True
