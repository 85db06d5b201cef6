"""What managements work on."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from managements.models.sharing import SharedByAll


class FieldOfActionQuerySet(models.QuerySet["FieldOfAction"]):
    """Finding topics."""

    def named(self, slug: str | None) -> "FieldOfAction | None":
        """Return the topic that an address names, by the slug that it has, else by one that it had.

        One query, or two if no topic has the slug now.
        """
        if not slug:
            return None
        return self.filter(slug=slug).first() or self.filter(former_slugs__slug=slug).first()


class FieldOfAction(SharedByAll):
    """A field of action (Handlungsfeld): the topics of dates and news, the same on all sites."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("address part"),
        max_length=80,
        unique=True,
        help_text=_(
            "A part of the addresses of lists and feeds on this topic. It stays if you change the "
            "name. If you change it, the former addresses lead to the new ones."
        ),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = FieldOfActionQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("position")]

    class Meta:
        verbose_name = _("field of action")
        verbose_name_plural = _("fields of action")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, and keep the slug that it had: people have subscribed to feeds by it."""
        with transaction.atomic():
            stored = FieldOfAction.objects.select_for_update().order_by().filter(pk=self.pk)
            before = stored.values_list("slug", flat=True).first() if self.pk else None
            super().save(*args, **kwargs)
            fields = kwargs.get("update_fields")
            if before != self.slug and (fields is None or "slug" in fields):
                FormerTopicSlug.objects.filter(slug=self.slug).delete()
                if before:
                    FormerTopicSlug.objects.update_or_create(slug=before, defaults={"topic": self})


class FormerTopicSlug(models.Model):
    """A slug that a topic had. It leads to whichever topic had it last, and ends with that topic."""

    topic = models.ForeignKey(FieldOfAction, on_delete=models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(_("former address part"), max_length=80, unique=True)

    # It is no use of a topic that would keep anybody from deleting it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("former address part of a topic")
        verbose_name_plural = _("former address parts of topics")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
