"""The picture of a question, for whoever was asked it: by a signed address, as long as the question is in use."""

from flask import Response, abort

from actions.quiz.from_hazards import picture_of
from bot.links import QUESTION
from models.quiz.bank_pages import in_use
from web.console.questions.picture import GONE, picture_bytes
from web.h5.door import h5, opened
from web.reading import reading


@h5.get("/questions/<token>.jpg")
def question_picture(token: str) -> Response:
    """640 points wide, what is covered is gone. Of a draft, or once the picture was touched, nothing."""
    row = in_use(reading(), opened(QUESTION, token))
    photo = picture_of(reading(), row) if row else None
    return picture_bytes(photo or abort(404, GONE))
