"""To whoever has not sat an exam that closes soon: when, how long it is, and that it can be taken again."""

from dataclasses import dataclass

from actions.quiz import examining
from actions.quiz.examining import recipe_of
from actions.quiz.learner import learner
from bot.courier import UNWANTED, Errand, Outcome
from bot.turn import lines
from handlers.notices.speaking import Speaker
from models import people
from models.base import Db, Row
from models.quiz import papers
from models.quiz.papers import PUBLISHED
from rules.posts import concerns
from rules.workdays import with_hour

MINUTES_EACH = 3 / 4
"""A question takes about so long."""


@dataclass(frozen=True)
class Sitters:
    """Words about exams."""

    speaker: Speaker

    def exam(self, errand: Errand) -> Outcome:
        """考试快关了：only to whoever may still sit it."""
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        paper = self.speaker.writer.carry(lambda db: self._wanted(db, errand))
        if paper is None:
            return UNWANTED
        closes = with_hour(paper["closes_at"], self.speaker.house.clocks.zone)
        count = recipe_of(paper).count
        again = f"，能补考{paper['resits']}次" if paper["minutes"] and paper["resits"] else ""
        clock = f"限时{paper['minutes']}分钟" if paper["minutes"] else "不计时"
        text = lines(
            f"{paper['title']}{closes}关。",
            f"{count}题，{clock}{again}。",
            "回 考试 就开始；中间有事放下，回来接着答。",
        )
        what = f"{paper['title']}快截止了"
        lack = f"{count}题，约{max(1, round(count * MINUTES_EACH))}分钟"
        return self.speaker.reach(
            errand["person_id"],
            text,
            what=what,
            when=paper["closes_at"],
            lack=lack,
            once=f"exam{errand['id']}",
        )

    def _wanted(self, db: Db, errand: Errand) -> Row | None:
        """The paper, while this person may begin it and has not."""
        paper, now = papers.find_paper(db, errand["payload"]["paper"]), self.speaker.clock()
        person = people.find_person(db, errand["person_id"])
        who = learner(db, None, person["id"], person["home_id"], person["unit_id"])
        if paper["state"] != PUBLISHED or not concerns(paper["posts"], who.fields):
            return None
        offer = examining.offer_of(db, paper, who, now, self.speaker.house.clocks)
        done = any(row["handed_in_at"] is not None for row in offer.before)
        return None if done or offer.bar or not offer.terms.attempts else paper
