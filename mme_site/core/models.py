"""The foundation's own tables, which Django looks for here."""

from mme_site.core.sources import Correction, OtherName, Source

__all__ = ["Correction", "OtherName", "Source"]
