"""What people say about a picture they have sent, rather than about the place."""

import re

_PEOPLE = re.compile(
    r"(?:照片|相片|图片?|视频).{0,8}(?:病人|患者|人脸|的脸|隐私|孩子|有人)"
    r"|拍[到进]了?.{0,4}(?:病人|患者|人脸|孩子|别人|人了)"
    r"|(?:有|露)了?(?:病人|患者|别人)的?脸"
)


def tells_of_people(text: str) -> bool:
    """Whether somebody says that there are people in a picture: it must be sealed."""
    return len(text) <= 30 and bool(_PEOPLE.search(text))
