"""Places, consultation hours, closures."""

from managements.offices.models.closures import Closure
from managements.offices.models.consultation_hours import ConsultationHour, HourPlace
from managements.offices.models.places import Fact, Place, bare_address

__all__ = ["Closure", "ConsultationHour", "Fact", "HourPlace", "Place", "bare_address"]
