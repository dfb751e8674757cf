"""The years that a year looks back at."""

from msgspec.structs import replace

from starrating.commands.shared.years_before import several_secretaries
from starrating.ledger import open_ledger
from starrating.model import Period
from tables import plan
from years import AT, half, renamed


def test_secretaries_are_told_by_year_where_the_reviews_of_it_name_several(tmp_path):
    halves = {
        "2013H1": "甲 85 secretary=张\n乙 85 secretary=王",
        "2013H2": "甲 85 secretary=张\n乙 85 secretary=王",
        "2014H1": "甲 85 secretary=张\n乙 85 secretary=王\n丙 85",
        "2014H2": "新甲 85 secretary=李\n乙 85 secretary=王\n丙 85 secretary=赵",
    }
    recorded = {period: half(period, scores) for period, scores in halves.items()}

    def year(of):
        named = tuple((f"{of}{part} v1", "") for part in ("H1", "H2"))
        return replace(recorded[f"{of}H2"], period=Period(of), inputs=named)

    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger, ledger.writing():
        ledger.add(renamed("甲", "新甲", Period(2014, "H2").first_day), AT, "0")
        for review in (*recorded.values(), year(2013), year(2014)):
            ledger.record(review)
        assert several_secretaries(ledger, year(2014), plan()) == {
            Period(2014): {"新甲": ("张", "李")},
            Period(2013): {},
        }
