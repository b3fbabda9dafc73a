"""有人问…，答…: what was asked and answered at a stand, and the cries that are none of it."""

import pytest

from rules.alarms.danger import alarm
from rules.plan.spoken.asked_words import read_asked, read_unanswered
from rules.plan.spoken.day_words import read_day_words, said_back


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("有人问燃气泄漏咋办，答先关阀开窗", "燃气泄漏咋办", "先关阀开窗"),
        ("群众问电动车能不能上楼充电，答了不能", "电动车能不能上楼充电", "不能"),
        ("有人问灭火器怎么用，答了提拔握压", "灭火器怎么用", "提拔握压"),
        ("有个大爷问家里煤气味大怎么弄，我们答开窗别开灯", "家里煤气味大怎么弄", "开窗别开灯"),
        ("刚才有位大妈咨询家里着火了先干啥，告诉她先跑出去再打119", "家里着火了先干啥", "先跑出去再打119"),
        ("一个病人问触电了能不能直接拉，答不能，先断电", "触电了能不能直接拉", "不能，先断电"),
        ("家属问插排能不能一直插着，说不能", "插排能不能一直插着", "不能"),
        ("患者问氧气瓶旁边能抽烟吗，答不能，会爆炸", "氧气瓶旁边能抽烟吗", "不能，会爆炸"),
        ("有人问家里老人晕倒了咋办，答先打120，没呼吸就按压", "家里老人晕倒了咋办", "先打120，没呼吸就按压"),
        ("有人问心肺复苏按多深，回答五到六厘米", "心肺复苏按多深", "五到六厘米"),
        ("问：煤气罐漏了怎么办 答：先关阀门再开窗", "煤气罐漏了怎么办", "先关阀门再开窗"),
        ("答：灭火器一年一检", "", "灭火器一年一检"),
    ],
)
def test_a_question_that_was_answered(text: str, question: str, answer: str) -> None:
    asked = read_asked(text)
    assert asked is not None
    assert (asked.question, asked.answer) == (question, answer)


CRIES = [
    "有人倒了 快",
    "有人问路，突然倒了，快来人",
    "有人问灭火器咋用，答到一半他晕倒了",
    "有人问灭火器咋用，答了提拔握压，旁边展台着火了",
    "展台着火了，有人问往哪跑，告诉他们走楼梯",
    "着火了，有人问怎么办，没人答",
    "有个大爷来问事，刚答完他就倒地了，快打120",
]


@pytest.mark.parametrize("text", CRIES)
def test_a_cry_is_no_question(text: str) -> None:
    assert read_asked(text) is None
    assert read_unanswered(text) == ""
    assert "answered" not in read_day_words(text)
    assert alarm(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "有人问保安怎么进来的",
        "问诊台插座坏了",
        "咨询台的线绊人",
        "三楼护士站有人问氧气瓶放哪",
        "门诊大厅插座冒火花",
        "我想问一下答题怎么弄",
        "走廊灭火器没了，问了后勤没人管",
    ],
)
def test_what_was_only_asked_or_seen_is_none(text: str) -> None:
    assert read_asked(text) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("有人问燃气泄漏咋办，没答上来", "燃气泄漏咋办"),
        ("群众问楼上能不能充电，我们答不上", "楼上能不能充电"),
        ("有个大姐问灭火器几年换，没人答", "灭火器几年换"),
    ],
)
def test_what_nobody_could_answer_is_kept_as_asked(text: str, question: str) -> None:
    assert read_asked(text) is None
    assert read_day_words(text) == {"asked": question}
    assert said_back({"asked": question}) == f"问：{question}，还没答"


# 印了、发了


@pytest.mark.parametrize(
    "text",
    [
        "资料印了300份",
        "印了300份资料",
        "传单300份印好了",
        "打印了300张折页",
        "折页300张都备好了",
        "领了300本手册",
    ],
)
def test_what_was_printed_is_not_handed_out(text: str) -> None:
    told = read_day_words(text)
    assert told == {"printed": 300, "materials": ["leaflets"]}
    assert said_back(told) == "资料备好了300份"


@pytest.mark.parametrize("text", ["发了300份", "发资料300份", "资料发了300份", "传单散发300张", "300份"])
def test_what_was_handed_out_is(text: str) -> None:
    assert read_day_words(text)["leaflets"] == 300


def test_printed_and_handed_out_are_two_numbers() -> None:
    told = read_day_words("资料印了300份，发了280份，还剩20份")
    assert (told["printed"], told["leaflets"]) == (300, 280)
    assert "20" not in said_back(told)


def test_before_the_day_a_number_lies_ready() -> None:
    assert read_day_words("资料500份", before=True)["printed"] == 500
    assert read_day_words("资料500份")["leaflets"] == 500


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("燃气报警器响了怎么处理？已答：开窗关阀", "燃气报警器响了怎么处理", "开窗关阀"),
        ("电动车自燃跑不跑？答：跑", "电动车自燃跑不跑", "跑"),
        ("电动车能不能推进楼，说了不行", "电动车能不能推进楼", "不行"),
        ("楼道能充电不，答了不能", "楼道能充电不", "不能"),
        ("灭火器过期了咋办？告诉他送去换", "灭火器过期了咋办", "送去换"),
    ],
)
def test_a_question_without_the_word_for_asking(text: str, question: str, answer: str) -> None:
    asked = read_asked(text)
    assert asked is not None
    assert (asked.question, asked.answer) == (question, answer)


@pytest.mark.parametrize(
    "text",
    [
        "展台着火了怎么办？答：快来人",
        "三楼着火了，说了没人管",
        "电梯坏了怎么办，说了好几次没人修",
        "着火了咋办，快来人",
    ],
)
def test_a_cry_or_a_complaint_is_no_question_that_was_answered(text: str) -> None:
    assert read_asked(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "来了大概两百号人，单子发出去260，答了二十来个",
            {"people": 200, "leaflets": 260, "questions": 20},
        ),
        ("来了两百人", {"people": 200}),
        ("来了约300人，发出去五百份，答了三十个问题", {"people": 300, "leaflets": 500, "questions": 30}),
        ("现场有一百来人", {"people": 100}),
    ],
)
def test_crowds_as_people_say_them(text: str, told: dict[str, int]) -> None:
    assert read_day_words(text) == told


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("李红负责答疑", {"answers": "李红"}),
        ("张敏负责拍照，李红负责答疑，孙涛发资料", {"photos": "张敏", "answers": "李红", "hands": "孙涛"}),
        ("张敏、李红答疑", {"answers": "张敏、李红"}),
        ("王强负责搬东西", {"搬东西": "王强"}),
        ("孙涛管桌椅", {"管桌椅": "孙涛"}),
        ("许峰搬桌子", {"搬桌子": "许峰"}),
        ("孙小毛发单子", {"hands": "孙小毛"}),
        ("周平看场子，孙涛维持秩序", {"看场子": "周平", "维持秩序": "孙涛"}),
    ],
)
def test_who_does_what(text: str, posts: dict[str, str]) -> None:
    assert read_day_words(text) == {"posts": posts}


@pytest.mark.parametrize("text", ["陈静负责", "陈静总负责", "由陈静牵头", "陈静负责统筹", "陈静负责活动"])
def test_who_is_in_charge(text: str) -> None:
    assert read_day_words(text) == {"leader": "陈静"}


@pytest.mark.parametrize(
    "text", ["方案印好了", "王强负责人来了", "高处挂着东西", "许多人领东西", "张敏看过了"]
)
def test_nobody_is_named_here(text: str) -> None:
    assert not {"posts", "leader"} & set(read_day_words(text))


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("8点半", "8:30"),
        ("9点开始", "9:00"),
        ("上午9点半", "9:30"),
        ("上午10点", "10:00"),
        ("下午2点半在门诊大厅", "14:30"),
        ("8:00，门诊大厅", "8:00"),
        ("早上八点一刻集合", "8:15"),
    ],
)
def test_the_hour_it_begins(text: str, hour: str) -> None:
    assert read_day_words(text, before=True)["begins"] == hour


@pytest.mark.parametrize("text", ["提了3点意见", "有3点建议", "10点来了20人"])
def test_and_no_hour(text: str) -> None:
    assert "begins" not in read_day_words(text, before=True)


@pytest.mark.parametrize(
    ("text", "ready", "pending"),
    [
        ("资料印了200本，横幅还没做", ["leaflets"], ["横幅"]),
        ("折页印了100份，海报还没印", ["leaflets"], ["海报"]),
        ("标语还没挂", [], ["标语"]),
        ("还缺宣传片", [], ["宣传片"]),
        ("海报到了，横幅没到", ["posters"], ["横幅"]),
    ],
)
def test_not_done_is_not_ready(text: str, ready: list[str], pending: list[str]) -> None:
    told = read_day_words(text, before=True)
    assert told.get("materials", []) == ready
    assert told["pending"] == pending
    assert "还没好" in said_back(told)
