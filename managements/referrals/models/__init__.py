"""Enquiries, answers, contacts, and lists of those who may help instead."""

from managements.referrals.models.answer_pages import AnswerIndexPage
from managements.referrals.models.answers import Answer, AnswerQuerySet
from managements.referrals.models.contacts import Contact
from managements.referrals.models.counts import AnswerCount, AnswerCountQuerySet
from managements.referrals.models.enquiries import Enquiry, EnquiryContact
from managements.referrals.models.enquiry_pages import EnquiryIndexPage
from managements.referrals.models.lists import ReferralEntry, ReferralList

__all__ = [
    "Answer",
    "AnswerCount",
    "AnswerCountQuerySet",
    "AnswerIndexPage",
    "AnswerQuerySet",
    "Contact",
    "Enquiry",
    "EnquiryContact",
    "EnquiryIndexPage",
    "ReferralEntry",
    "ReferralList",
]
