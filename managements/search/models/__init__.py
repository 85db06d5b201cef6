"""What can be found, by which words, and the pages on which people look for it."""

from managements.search.models.entries import Kind, SearchBuild, SearchEntry, SearchWord
from managements.search.models.search_pages import SearchPage

__all__ = ["Kind", "SearchBuild", "SearchEntry", "SearchPage", "SearchWord"]
