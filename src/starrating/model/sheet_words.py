"""What cells of the input sheets may say, where a list of words says it; they are the same in every language."""

NOT_ANSWERED = "未答复"
AGAINST = "有"
OPINIONS = ("无", AGAINST, NOT_ANSWERED)
"""What a department may say: nothing against the branch, something, no answer; a blank is no answer."""

STATUSES = ("未启动", "进行中", "已完成", "已验收")
"""How far the rectification of a finding has come: not started, under way, done, accepted."""

SOURCES = ("自查", "抽查", "考核")
"""Where a finding comes from: a self-check, a spot check, the assessment."""
BETWEEN_REVIEWS = ("自查", "抽查", "三基检查")
"""Where a finding between two reviews comes from: a self-check, a spot check, an inspection of the basics."""

NOT_APPLICABLE_WORD = "不适用"
"""What a score cell says where the item does not apply."""

YES, NO = "是", "否"
