"""The heads of the sheet of pairs, by which it is written and read back."""

from collections.abc import Mapping

from starrating.i18n import CHINESE, ENGLISH
from starrating.model import Column

PAIR_COLUMNS: Mapping[str, tuple[Column, Column]] = {
    CHINESE: (Column("branch", "被帮扶党支部", required=True), Column("helper", "帮扶党支部", required=True)),
    ENGLISH: (Column("branch", "Branch helped", required=True), Column("helper", "Helping branch", required=True)),
}
"""Who is helped and by whom, in each language of documents."""
