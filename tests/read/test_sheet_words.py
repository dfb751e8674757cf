"""The words around the branches of a sheet."""

from types import SimpleNamespace

from starrating.read.sheet_words import Words, WordsAround

TITLE, HEAD, LOWER = ("2013年考核表", "", ""), ("党支部", "思想建设", "得分"), ("", "满分20分", "")
NOTE = ("", "", "满分20分")


def test_titles_and_heads_of_further_pages_are_no_notes_whatever_their_rows_are_taken_for():
    grid = SimpleNamespace(first_rows=lambda count: [TITLE, HEAD, LOWER][:count])
    others = [(6, TITLE), (7, HEAD), (8, LOWER), (11, NOTE), (12, ("", 3, None))]
    around = WordsAround.of(grid, SimpleNamespace(header=SimpleNamespace(top=2, bottom=3), others=others))
    assert around == WordsAround([Words(1, 0, "2013年考核表")], [Words(11, 2, "满分20分")])
