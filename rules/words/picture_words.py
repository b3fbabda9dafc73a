"""What people say about a picture they have sent, rather than about the place."""

import re

_PEOPLE = re.compile(
    r"(?:照片|相片|图片?|视频).{0,8}(?:病人|患者|人脸|的脸|隐私|孩子|有人)"
    r"|拍[到进]了?.{0,4}(?:病人|患者|人脸|孩子|别人|人了)"
    r"|(?:有|露)了?(?:病人|患者|别人)的?脸"
)
# 有个视频会议室有人晕倒了: whoever bleeds or lies there is no matter of a picture.
_IN_NEED = re.compile(
    r"血|晕|昏|倒[在下地了]|[紫青]了|救命|打人|打[我他她医护]|刀|着火|冒烟|触电|喘不|抽搐|跳楼"
)


def tells_of_people(text: str) -> bool:
    """Whether somebody says that there are people in a picture: it must be sealed."""
    return len(text) <= 30 and bool(_PEOPLE.search(text)) and not _IN_NEED.search(text)
