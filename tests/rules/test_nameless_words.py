"""What people say around a report without a name, and the hazards that only sound like it."""

import pytest

from rules.words.nameless_words import asks_for_receipt, asks_who_sees, is_afraid

AFRAID = (
    "我怕 我怕被查 有点怕 怕领导知道 不敢报 怕被报复 我怕护士长给我穿小鞋 担心被发现 怕得罪人 怕查到我 心里慌"
)
NOT_AFRAID = "我怕摔倒 怕着火 担心漏电 怕有人滑倒 不敢走 怕砸到人 怕以后出事 害怕电梯夹人 怕病人摔了 不敢碰插座 担心病人找不到厕所"
WHO = "能保证不查我吗 你们能保证不查到我吗 会不会查我 真的匿名吗 能查到是我吗 领导会报复我吗 会保密吗 查得到我吗 谁会看到 你保证不说出去吗"
NOT_WHO = (
    "谁来查一下配电箱 能查查插座吗 会不会着火 护士会找我吗病人走失 保证不了安全 消防检查会来吗 保证不漏水吗"
)
RECEIPT = "我的回执呢 回执在哪看 回执丢了怎么办 回执呢 回执怎么查 没有回执 怎么看回执 我忘了回执 回执是什么 再给我一个回执"
NOT_RECEIPT = "查48217790 回执单打印机坏了 快递回执没人管堆在走廊 收费处回执箱挡了门"


@pytest.mark.parametrize(
    ("reads", "yes", "no"),
    [
        (is_afraid, AFRAID, NOT_AFRAID),
        (asks_who_sees, WHO, NOT_WHO),
        (asks_for_receipt, RECEIPT, NOT_RECEIPT),
    ],
    ids=["afraid", "who", "receipt"],
)
def test_they_are_told_apart(reads: object, yes: str, no: str) -> None:
    assert callable(reads)
    assert [text for text in yes.split() if not reads(text)] == []
    assert [text for text in no.split() if reads(text)] == []
