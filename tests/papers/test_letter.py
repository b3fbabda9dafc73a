"""隐患整改通知书: what the administration reads, fills in and signs."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.orders import letter
from tests.edges.albums import from_a_telephone
from tests.papers.samples import BLUE, BROKEN, NASTY, order, photo

EVERYTHING_FOR_XML = "".join(map(chr, range(32))) + "\x7f\ufffe\uffff\ud800"


def opened(content: bytes) -> Paper:
    return Document(BytesIO(content))


def words(content: bytes) -> str:
    """All words in the order of the paper."""
    return "\n".join("".join(p.itertext(qn("w:t"))) for p in opened(content).element.body.iter(qn("w:p")))


def pages(content: bytes) -> list[str]:
    """The words of each page as the paper itself breaks them."""
    found = [""]
    for paragraph in opened(content).element.body.iter(qn("w:p")):
        if paragraph.find(f".//{qn('w:pageBreakBefore')}") is not None:
            found.append("")
        found[-1] += "".join(paragraph.itertext(qn("w:t"))) + "\n"
    return found


def test_the_letter_says_what_where_why_and_until_when():
    first = pages(letter(order()))[0]
    for said in (
        "市第一人民医院工会委员会",
        "市一院工隐通〔2026〕3号",
        "隐患整改通知书",
        "院长办公室：",
        "2026年11月3日",
        "112号",
        "外科楼3楼东楼梯口",
        "防火门闭门器坏了",
        "专用件要等六周",
        "移走了顶门的灭火器",
        "夜间保安每2小时巡一次",
        "事故隐患",
        "一般",
        "单位行政",
        "2026年11月29日前",
        "2026年11月22日",
        "李红",
    ):
        assert said in first, said


def test_it_rests_on_the_law_and_on_the_plan_word_for_word():
    first = pages(letter(order()))[0]
    assert "《中华人民共和国安全生产法》第四十六条" in first
    assert "对不能及时整改的安全隐患要通知单位行政，并督促单位行政制定整改方案" in first
    assert "依据明年的方案，" in pages(letter(order(basis="明年的方案")))[0]


def test_the_receipt_is_a_strip_on_the_lower_margin_of_the_first_page():
    content = letter(order())
    strip = opened(content).tables[1]
    assert [cell.text for cell in strip.rows[-1].cells][::2] == ["签收人", "签收日期"]
    assert "送 达 回 执" in strip.rows[1].cells[0].text
    assert "市一院工隐通〔2026〕3号" in strip.rows[2].cells[0].text
    assert strip._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"
    assert "送 达 回 执" in pages(content)[0]


def test_the_second_page_is_the_plan_with_its_six_headings_and_the_five_blocks():
    second = pages(letter(order()))[1]
    headings = (
        "一、治理的目标和任务",
        "二、采取的方法和措施",
        "三、经费和物资的落实",
        "四、负责治理的机构和人员",
        "五、治理的时限和要求",
        "六、安全措施和应急预案",
    )
    places = [second.index(heading) for heading in headings]
    assert places == sorted(places)
    for block in ("责任", "措施", "资金", "时限", "预案"):
        assert f"（五落实：{block}）" in second
    assert "112号" in second
    assert "2026年11月29日前" in second


def test_every_word_has_a_font_of_official_letters():
    body = opened(letter(order())).element.body
    fonts = {fonts.get(qn("w:eastAsia")) for fonts in body.iter(qn("w:rFonts"))}
    assert fonts == {"仿宋_GB2312", "黑体", "方正小标宋简体"}
    assert all(run.rPr.rFonts is not None for run in body.iter(qn("w:r")) if run.text)


def test_a_computer_without_these_fonts_is_told_the_likest_ones():
    """Word guesses otherwise, and prints the letter in whatever it comes upon first."""
    with ZipFile(BytesIO(letter(order()))) as paper:
        table = paper.read("word/fontTable.xml").decode()
    for font, kin in (("仿宋_GB2312", "仿宋"), ("方正小标宋简体", "华文中宋")):
        assert f'w:name="{font}"><w:altName w:val="{kin}"/>' in table


def test_the_day_for_the_plan_stands_in_one_line():
    """Its cell is wide enough for the longest day: 17 half letters and five whole ones of ten and a half points."""
    table = opened(letter(order(plan_due_on=date(2026, 11, 30)))).tables[2]
    cell = next(cell for cell in table.rows[1].cells if cell.text == "2026年11月30日前")
    assert cell.width >= Mm(39)


def test_it_is_upright_a4_and_carries_no_strangers_name():
    paper = opened(letter(order()))
    sides = (paper.sections[0].page_width, paper.sections[0].page_height)
    assert [round(side / Mm(1)) for side in sides] == [210, 297]
    facts = paper.core_properties
    assert (facts.author, facts.comments) == ("市第一人民医院工会委员会", "")


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_at_most_two_photos_stand_on_a_page_of_their_own(count):
    content = letter(order(photos=[photo(), photo(BLUE, (240, 320)), photo()][:count]))
    paper = opened(content)
    assert len(paper.inline_shapes) == min(count, 2)
    assert len(pages(content)) == (3 if count else 2)
    assert ("现场照片" in pages(content)[0]) == bool(count)
    assert all(shape.width <= Mm(160) and shape.height <= Mm(121) for shape in paper.inline_shapes)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_photo_is_left_out_and_not_announced(broken):
    content = letter(order(photos=[broken, photo()]))
    assert len(opened(content).inline_shapes) == 1
    assert "现场照片（1张）" in words(content)


def test_a_photo_leaves_its_place_and_telephone_behind():
    content = from_a_telephone()
    assert b"SecretComment" in content
    with ZipFile(BytesIO(letter(order(photos=[content])))) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert any(part.startswith(b"\xff\xd8") for part in parts)
    assert not any(b"Secret" in part for part in parts)


@pytest.mark.parametrize(
    "field", ["description", "place", "why", "addressee", "number", "union", "written_by"]
)
def test_nothing_anybody_typed_breaks_the_file(field):
    typed = f"前{EVERYTHING_FOR_XML}后 <w:p/> & 😀 " + "长" * 3000
    text = words(letter(order(**{field: typed})))
    assert "<w:p/> & 😀" in text
    assert "长" * 3000 in text


@pytest.mark.parametrize("typed", NASTY)
def test_signs_of_a_formula_are_words_here(typed):
    assert typed.strip() in words(letter(order(description=typed)))


def test_what_nobody_filled_in_says_none():
    tables = opened(letter(order(so_far="", interim="  "))).tables
    said = {row.cells[0].text: row.cells[1].text for row in tables[0].rows}
    assert said["已采取的措施"] == said["临时控制措施\n和应急预案"] == "无"


def test_a_date_is_written_without_zeros():
    assert "2027年1月5日" in words(letter(order(written_on=date(2027, 1, 5))))
