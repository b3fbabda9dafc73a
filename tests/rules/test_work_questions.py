"""Questions about the work, and what only looks like one."""

import pytest

from rules.words.work_questions import About, asked_of_work

ASKED = {
    About.FIGURES: "重大隐患有几个 最近有什么大隐患 看看内科二的隐患 还有几件没整改 现在有多少隐患没销号 有没有逾期的 哪些超期了 这个月查出多少隐患 我们医院整改率多少 哪个科隐患最多 谁报的最多"
    " 🙃🙃还有几件没整改!!! 上个月多少件 今天有新的吗 逾期的发我看看 外科有几件 还有多少没验收 哪些没整改 全院今年一共报了多少件？",
    About.ONE: "电梯那件弄好没 消防那件谁在弄 纸箱那个弄好没 灭火器那个怎么样了 电梯那件谁负责 楼梯口的纸箱弄好了没有 配电箱那个有人弄吗",
    About.MINE: "这个月我报了几件 我报的怎么没人管 我上次报的有人管吗 怎么没人管我报的 我报的那个怎么样了 我昨天发的照片处理了吗",
    About.DUTIES: "这个月还有啥要办 还有什么没交 最近要报什么 下个月有什么任务 接下来要干什么",
    About.UNSIGNED: "谁还没签收 还有哪几家没签收 没签收的有谁",
    About.UNEXAMINED: "谁还没考 还有谁没考试 没考的名单",
    About.UNTRAINED: "哪些科室没培训 谁没参加演练 没培训过的有谁",
    About.MARKS: "我考了多少分 考试过了吗 证书怎么打印 证书在哪",
    About.SHEET: "这个月报表交了没 上面退回来了吗 统计表报了没有",
    About.REPORTS: "生成总结 集中行动报告 安全月总结怎么写 生成本月报告 出个通报",
    About.FOLDER: "查阅资料 检查组要看查阅资料",
    About.UNBOUND: "谁还没绑定 绑定了多少人",
    About.OFFICERS: "我们科谁是安全员 安全员是谁 安全员不在找谁",
    About.STILL: "上次我报的那个插座还松着 我昨天报的纸箱怎么还没人清",
    About.IN_HAND: "我手上还有几件 哪件最急",
    About.EXPORT: "打印台账 台账导出 导出excel 把记录导出来 台账怎么导出",
}


@pytest.mark.parametrize(
    ("about", "text"), [(about, text) for about, texts in ASKED.items() for text in texts.split()]
)
def test_what_is_asked(about: About, text: str) -> None:
    asked = asked_of_work(text)
    assert asked is not None
    assert asked.about is about


@pytest.mark.parametrize(
    "text",
    [
        "没人管",
        "灭火器没人管",
        "电梯坏了没人修",
        "楼梯口那个坏了",
        "插座那里有火花",
        "那边怎么样了",
        "外科有几个灭火器过期",
        "几个插座没盖",
        "有几个灭火器没检查",
        "哪些灭火器没年检",
        "氧气瓶有几个没固定",
        "三楼着火了怎么样了",
        "新来的护士没培训就上岗",
        "电工没证没培训",
        "灭火器没人会用",
        "漏水那个弄好没又漏了",
        "咨询日还差啥",
        "还差什么",
        "统计表",
        "电梯困人那个有人管吗",
        "培训没签到",
        "消防演练没人参加",
        "导管脱落",
        "有新的裂缝",
        "5楼灯坏了弄好没",
    ],
)
def test_what_tells_of_something_asks_nothing(text: str) -> None:
    assert asked_of_work(text) is None


def test_what_it_is_called_is_kept() -> None:
    asked = asked_of_work("楼梯口的纸箱弄好了没有？")
    assert asked is not None
    assert asked.what == "楼梯口的纸箱"
