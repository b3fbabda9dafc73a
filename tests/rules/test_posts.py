"""Who leads, by the post a roll names."""

import pytest

from rules.posts import leads


@pytest.mark.parametrize("post", ["科长", "护士长、安全员", "分管院长", "工会主席", "科主任"])
def test_a_post_that_leads(post: str) -> None:
    assert leads(post)


@pytest.mark.parametrize("post", ["", "护士", "副主任医师", "主任护师", "院长助理", "电工", "工会干事"])
def test_a_post_that_does_not(post: str) -> None:
    assert not leads(post)
