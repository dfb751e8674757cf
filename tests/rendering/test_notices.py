"""The public notice as it is printed."""

from specimens import HOSTILE

HEADS = "党支部党支部党支部"


def test_a_list_of_120_branches_goes_on_under_its_head(prints):
    pages = prints["notice120"].texts
    begin = next(index for index, page in enumerate(pages) if page[0] == "附件")
    assert pages[begin][1:4] == ["2013年上半年星级党支部评审结果一览表", "（各星级内按得分高低排序）", HEADS]
    assert len(pages) - begin == 2
    assert [page[0] for page in pages[begin + 1 :]] == [HEADS] * (len(pages) - begin - 1)
    rows = [line for page in pages[begin:] for line in page if "号采煤作业区党支部" in line]
    assert "".join(rows) == "".join(f"第{i:03}号采煤作业区党支部" for i in range(120))
    titles = [line for page in pages[begin:] for line in page if line.endswith("个）")]
    assert titles == [f"{star}星级党支部（40个）" for star in "五四三"]


def test_every_page_has_text_and_its_number(prints):
    for name in ("notice120", "english", "hostile"):
        pages = prints[name].texts
        assert [page[-1] for page in pages] == [f"—{number}—" for number in range(1, len(pages) + 1)]
        assert all(len(page) > 1 for page in pages)


def test_the_first_page_has_text_of_the_body(prints):
    assert any("根据《" in line for line in prints["notice120"].texts[0])


def test_hostile_names_are_printed_as_they_are(prints):
    said = "".join(line for page in prints["hostile"].texts for line in page[:-1])
    for name in HOSTILE:
        assert said.count(name.replace(" ", "")) >= 1, name


def test_an_english_notice_has_its_parts_in_order(prints):
    said = "".join(line for page in prints["english"].texts for line in page)
    parts = [
        "PublicNotice:reviewresultofStarbranches",
        "Toeverybranch:",
        "1.Reviewresult",
        "2.Periodof",
        "Attachment:List:",
        "BranchBranchBranch",
    ]
    assert sorted(parts, key=said.index) == parts
