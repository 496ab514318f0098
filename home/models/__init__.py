from home.models.loaded import LoadedRecord
from home.models.partnership import KeyDocument, PartnershipPage
from home.models.site_settings import SiteSettings
from home.models.standard import StandardPage

__all__ = ["KeyDocument", "LoadedRecord", "PartnershipPage", "SiteSettings", "StandardPage"]
