"""The words of the field; each is declared in one module of this package and imported from here.

The acts of the procedure are not: commands that rate do without them, and start sooner. See `model.acts`.
"""

from starrating.errors import letter
from starrating.model.inputs import (
    ABSENT,
    BLANK,
    NOT_APPLICABLE,
    NUMBER,
    REFUSED,
    Incident,
    Inputs,
    Item,
    RosterEntry,
    ScoreTable,
    SourceSheet,
    aliases_of,
)
from starrating.model.period import (
    Period,
)
from starrating.model.results import (
    CHANGE_NAMES,
    NO_STAR,
    Change,
    JudgedIncident,
    Ratings,
    Records,
    Review,
    Step,
    change,
)
from starrating.model.sheets import (
    FINDING_COLUMNS,
    INCIDENT_COLUMNS,
    OPINION_COLUMNS,
    RECTIFICATION_COLUMNS,
    ROSTER_COLUMNS,
    SCORE_COLUMNS,
    Column,
    Kind,
)

__all__ = [
    "ABSENT",
    "BLANK",
    "CHANGE_NAMES",
    "FINDING_COLUMNS",
    "INCIDENT_COLUMNS",
    "NOT_APPLICABLE",
    "NO_STAR",
    "NUMBER",
    "OPINION_COLUMNS",
    "RECTIFICATION_COLUMNS",
    "REFUSED",
    "ROSTER_COLUMNS",
    "SCORE_COLUMNS",
    "Change",
    "Column",
    "Incident",
    "Inputs",
    "Item",
    "JudgedIncident",
    "Kind",
    "Period",
    "Ratings",
    "Records",
    "Review",
    "RosterEntry",
    "ScoreTable",
    "SourceSheet",
    "Step",
    "aliases_of",
    "change",
    "letter",
]
