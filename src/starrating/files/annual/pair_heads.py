"""The heads of the sheet of pairs, by which it is written and read back."""

from collections.abc import Mapping

from starrating.i18n import CHINESE, ENGLISH
from starrating.model import Column

PAIR_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    CHINESE: (
        Column("branch", "被帮扶党支部", required=True),
        Column("helper", "帮扶党支部", required=True),
        Column("leader", "联系领导"),
        Column("responsible", "帮扶责任人"),
        Column("problems", "主要问题"),
        Column("measures", "帮扶措施"),
        Column("goal", "目标星级"),
        Column("due", "帮扶期限"),
        Column("result", "帮扶成效"),
    ),
    ENGLISH: (
        Column("branch", "Branch helped", required=True),
        Column("helper", "Helping branch", required=True),
        Column("leader", "Leader in contact"),
        Column("responsible", "Responsible for the help"),
        Column("problems", "Main problems"),
        Column("measures", "Kind of help"),
        Column("goal", "Star aimed at"),
        Column("due", "Term of help"),
        Column("result", "What came of it"),
    ),
}
"""Who is helped and by whom, then on which terms (fields of `PairTerms`), in each language of documents."""
