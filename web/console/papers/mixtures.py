"""Ready mixtures of questions: what most papers are made of, in one tap. Their questions come from the bank."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.quiz.paper import Part
from rules.quiz.question import Kind

EVERYBODY, LEADERS = (1, 2), (2, 3)


@dataclass(frozen=True)
class Mixture:
    """``says`` is what is in it, in one line."""

    name: str
    says: str
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


def _of(topic: str, count: int, *kinds: Kind, levels: tuple[int, ...] = EVERYBODY) -> Part:
    return Part(count, kinds, (topic,), levels)


MIXTURES: Mapping[str, Mixture] = {
    "everybody": Mixture(
        "全员30题",
        "消防6、应急5、职业健康4，电气、医废、权利各3，危化、设备、责任各2",
        (
            *(_of("消防", 6), _of("应急与报告", 5), _of("职业健康", 4), _of("电气", 3)),
            *(_of("医疗废物", 3), _of("工会与权利", 3), _of("危险化学品", 2), _of("特种设备", 2)),
            _of("安全责任", 2),
        ),
    ),
    "fire": Mixture(
        "消防20题",
        "单选10、判断6、多选4，人人用得上的",
        (_of("消防", 10, Kind.SINGLE), _of("消防", 6, Kind.JUDGE), _of("消防", 4, Kind.MULTIPLE)),
    ),
    "power": Mixture(
        "用电用气动火20题",
        "燃气9、电气6、动火作业5",
        (_of("燃气", 9), _of("电气", 6), _of("动火作业", 5)),
    ),
    "waste": Mixture(
        "医废和感染20题",
        "医疗废物11、生物安全5、职业健康4",
        (_of("医疗废物", 11), _of("生物安全", 5), _of("职业健康", 4)),
    ),
    "rights": Mixture(
        "权利和举报20题",
        "工会与权利10、安全法制6、举报4",
        (_of("工会与权利", 10), _of("安全法制", 6), _of("举报", 4)),
    ),
    "leaders": Mixture(
        "管理人员30题",
        "主体责任8、安全法制8、第一责任人5、应急5、消防4，难一些",
        (
            *(_of("主体责任", 8, levels=LEADERS), _of("安全法制", 8, levels=LEADERS)),
            *(_of("第一责任人", 5, levels=LEADERS), _of("应急与报告", 5, levels=LEADERS)),
            _of("消防", 4, levels=LEADERS),
        ),
    ),
}
