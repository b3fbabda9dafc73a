"""Every kind of message and event the platform knows, and some it does not: an answer that helps, or silence."""

import pytest

from tests.edges.conftest import SQLITE, Door, said
from tests.edges.letters import event, fields

pytestmark = SQLITE

PICTURES = {"Count": 1, "PicList": {"item": {"PicMd5Sum": "1b5f7c23b5bf75682a53e7b6d163e185"}}}
SPOT = {"Location_X": "36.80", "Location_Y": "118.05", "Scale": "15", "Label": "人民路1号", "Poiname": ""}
STUDIO = {"TemplateId": "T1", "SubscribeStatusString": "accept", "PopupScene": "1"}

MESSAGES = {
    "text": (fields("text", Content="帮助"), "报隐患"),
    "empty text": (fields("text", Content=""), ""),
    "text of an unsupported kind": (fields("text", Content="【收到不支持的消息类型，暂无法显示】"), ""),
    "tap in a message menu": (fields("text", Content="帮助", bizmsgmenuid="1"), "报隐患"),
    "image": (fields("image", PicUrl="http://mmbiz.qpic.cn/mmbiz_jpg/x/0", MediaId="m"), "照片收到"),
    "voice": (
        fields("voice", MediaId="m", Format="amr", MediaId16K="k", Recognition=""),
        "听到了，记成101号",
    ),
    "video": (fields("video", MediaId="m", ThumbMediaId="t"), "视频我存不住"),
    "shortvideo": (fields("shortvideo", MediaId="m", ThumbMediaId="t"), "视频我存不住"),
    "location": (fields("location", **{k: SPOT[k] for k in list(SPOT)[:4]}), "位置收到：人民路1号"),
    "link": (fields("link", Title="t", Description="d", Url="http://x"), "这个我打不开"),
    "file": (
        fields("file", Title="a.pdf", Description="2.5 KB", FileKey="", FileMd5="", FileTotalLen=9),
        "这个我打不开",
    ),
    "miniprogrampage": (fields("miniprogrampage", Title="t", AppId="wx", PagePath="p"), "这个我打不开"),
    "of tomorrow": (fields("hologram", HologramId="h"), "这个我看不了"),
}

ANSWERED = {
    "subscribe": (event("subscribe", EventKey=""), "你好，我是随手拍"),
    "subscribe by a code": (event("subscribe", EventKey="qrscene_9ZZ", Ticket="t"), "这个码我不认得"),
    "SCAN": (event("SCAN", EventKey="9ZZ", Ticket="t"), "这个码我不认得"),
    "scancode_waitmsg": (
        event("scancode_waitmsg", EventKey="K", ScanCodeInfo={"ScanType": "qrcode", "ScanResult": "9ZZ"}),
        "这个码我不认得",
    ),
    "CLICK help": (event("CLICK", EventKey="HELP"), "报隐患"),
    "CLICK mine": (event("CLICK", EventKey="MINE"), "这里没有你报的"),
    "CLICK todo": (event("CLICK", EventKey="TODO"), "你手上没有要弄的"),
    "CLICK report": (event("CLICK", EventKey="REPORT"), "拍张照片发给我"),
}

SILENT = [
    event("unsubscribe", EventKey=""),
    event("LOCATION", Latitude="36.8", Longitude="118.05", Precision="119.38"),
    event("VIEW", EventKey="http://x", MenuId="1"),
    event("view_miniprogram", EventKey="pages/index", MenuId="1"),
    event("pic_sysphoto", EventKey="K", SendPicsInfo=PICTURES),
    event("pic_photo_or_album", EventKey="K", SendPicsInfo={"Count": 0, "PicList": ""}),
    event("pic_weixin", EventKey="K", SendPicsInfo=PICTURES),
    event("location_select", EventKey="K", SendLocationInfo=SPOT),
    event("TEMPLATESENDJOBFINISH", MsgID=2000000001, Status="success"),
    event("TEMPLATESENDJOBFINISH", MsgID=2000000002, Status="failed:user block"),
    event("TEMPLATESENDJOBFINISH", Status="failed: system failed"),
    event("MASSSENDJOBFINISH", MsgID=1, Status="err(30003)", TotalCount=100, FilterCount=80),
    event("PUBLISHJOBFINISH", PublishEventInfo={"publish_id": 1, "publish_status": 0, "article_id": "a"}),
    event("FREEPUBLISHJOBFINISH", PublishEventInfo={"publish_id": 1}),
    event("subscribe_msg_popup_event", SubscribeMsgPopupEvent={"List": STUDIO}),
    event("subscribe_msg_popup_event", SubscribeMsgPopupEvent={"List": [STUDIO, STUDIO]}),
    event("subscribe_msg_change_event", SubscribeMsgChangeEvent={"List": STUDIO}),
    event("subscribe_msg_sent_event", SubscribeMsgSentEvent={"List": {**STUDIO, "MsgID": 1, "ErrorCode": 0}}),
    event("user_authorization_revoke", OpenID="oOther", AppID="wx", RevokeInfo="1"),
    event("user_info_modified", openid="oOther", appid="wx"),
    event("kf_create_session", KfAccount="a@b"),
    event("kf_switch_session", FromKfAccount="a@b", ToKfAccount="c@b"),
    event("user_enter_tempsession", SessionFrom="x"),
    event("wxa_media_check", isrisky=0, trace_id="t", detail=[{"suggest": "pass"}]),
    event("qualification_verify_success", ExpiredTime=1442401156),
    event("naming_verify_fail", FailTime=1442401061, FailReason="by time"),
    event("annual_renew", ExpiredTime=1442401004),
    event("verify_expired", ExpiredTime=1442400900),
    event("weapp_audit_fail", Reason="1:<br>(1):服务类目", FailTime=1488856591),
    event("card_pass_check", CardId="c"),
    event("ShakearoundUserShake", ChosenBeacon={"Uuid": "u", "Major": "m"}),
    event("merchant_order", OrderId="o"),
    event("an_event_of_tomorrow", EventKey={"Deep": {"Deeper": "x"}}),
    event(""),
]


@pytest.mark.parametrize("form", ["xml", "json"])
@pytest.mark.parametrize("kind", MESSAGES)
def test_a_message_is_answered(door: Door, kind: str, form: str) -> None:
    facts, wanted = MESSAGES[kind]
    answer = said(door.plain(facts, form))
    assert answer.startswith(wanted)
    assert answer, "a person wrote, and nobody answered"


@pytest.mark.parametrize("form", ["xml", "json"])
@pytest.mark.parametrize("kind", ANSWERED)
def test_an_event_that_wants_an_answer(door: Door, kind: str, form: str) -> None:
    facts, wanted = ANSWERED[kind]
    assert said(door.plain(facts, form)).startswith(wanted)


@pytest.mark.parametrize("form", ["xml", "json"])
def test_events_that_need_no_word(door: Door, form: str) -> None:
    for facts in SILENT:
        assert (facts["Event"], said(door.plain(facts, form))) == (facts["Event"], "")
    assert {status for _, status in door.seen} == {200}


def test_the_list_of_a_pushed_event_may_be_an_object_or_an_array(door: Door) -> None:
    for several in (STUDIO, [STUDIO], [STUDIO, STUDIO], [], None):
        assert said(door.plain(event("subscribe_msg_popup_event", List=several), "json")) == ""


def test_two_events_of_one_second_are_two(door: Door) -> None:
    first, second = event("subscribe", EventKey=""), event("CLICK", EventKey="HELP")
    assert said(door.plain(first)) != said(door.plain(second))
