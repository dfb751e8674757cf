"""What the settings of a workspace say of the sender, in words."""

from collections.abc import Mapping

from starrating.i18n import Text, text

OFFICE_WORDS: Mapping[str, Text] = {
    "organisation": text("organisation"),
    "committee": text("committee"),
    "section": text("organization section"),
    "contact": text("contact person"),
    "phone": text("contact phone"),
    "address": text("address"),
}
"""Key of the settings → what it is."""
