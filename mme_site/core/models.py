"""The foundation's own tables, which Django looks for here."""

from mme_site.core.sources import OtherName, Source

__all__ = ["OtherName", "Source"]
