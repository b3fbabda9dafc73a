"""The platform's HTTP API: tokens, media, and the three ways to write to somebody."""

import json
from datetime import timedelta

import pytest
import requests

from simulator import Clock, SharedClock, Template
from tests.simulator.echo_account import APP_ID, APP_SECRET

KEYS = {"grant_type": "client_credential", "appid": APP_ID, "secret": APP_SECRET}


class Api:
    """Calls one box as an account would."""

    def __init__(self, box):
        self.box = box
        self.token = self.fetch()

    def fetch(self, **more):
        self.token = (
            requests.post(f"{self.box.url}/cgi-bin/stable_token", json=KEYS | more, timeout=5)
            .json()
            .get("access_token")
        )
        return self.token

    def get(self, path, **asked):
        return requests.get(self.box.url + path, params={"access_token": self.token} | asked, timeout=5)

    def post(self, path, body):
        raw = json.dumps(body, ensure_ascii=False).encode()
        return requests.post(
            self.box.url + path, params={"access_token": self.token}, data=raw, timeout=5
        ).json()

    def writes(self, phone, words="在吗"):
        body = {"touser": phone.openid, "msgtype": "text", "text": {"content": words}}
        return self.post("/cgi-bin/message/custom/send", body)["errcode"]

    def reminds(self, phone, **values):
        data = {key: {"value": value} for key, value in (values or {"thing1": "隐患快到期"}).items()}
        return self.post(
            "/cgi-bin/message/template/send", {"touser": phone.openid, "template_id": "T1", "data": data}
        )


@pytest.fixture
def api(box):
    return Api(box)


def test_a_message_opens_48_hours_for_five_messages(box, api):
    phone = box.phone("张敏")
    assert api.writes(phone) == 45015
    phone.says("你好")
    assert [api.writes(phone) for _ in range(6)] == [0, 0, 0, 0, 0, 45047]
    phone.says("我又说话了")
    assert phone.window.left == 5
    box.clock.forward(timedelta(hours=47, minutes=59))
    assert api.fetch()
    assert api.writes(phone) == 0
    box.clock.forward(timedelta(minutes=1))
    assert api.writes(phone) == 45015
    assert [bubble.how for bubble in phone.screen if bubble.text == "在吗"] == ["custom"] * 6


@pytest.mark.parametrize("touch", ["taps", "scans", "follows"])
def test_a_touch_opens_one_minute_for_three_messages(box, api, touch):
    phone = box.phone("张敏")
    getattr(phone, touch)("KEY")
    assert [api.writes(phone) for _ in range(4)] == [0, 0, 0, 45047]
    getattr(phone, touch)("KEY")
    box.clock.forward(timedelta(seconds=61))
    assert api.writes(phone) == 45015


def test_what_is_sent_to_a_phone_without_network_waits_for_it(box, api):
    phone = box.phone("王强")
    phone.says("下地下室了")
    box.weather.offline.add("王强")
    assert api.writes(phone, "112号明天到期") == 0
    assert "112号明天到期" not in [bubble.text for bubble in phone.screen]
    box.weather.offline.clear()
    assert box.settle()
    assert phone.screen[-1].text == "112号明天到期"


def test_nobody_is_written_to_after_leaving(box, api):
    phone = box.phone("张敏")
    phone.says("你好")
    phone.unfollows()
    assert api.writes(phone) == 45015
    assert api.reminds(phone)["errcode"] == 43004


def test_customer_service_refuses_what_the_platform_refuses(box, api):
    phone = box.phone("张敏")
    phone.says("你好")
    assert api.writes(phone, "字" * 683) == 45002
    assert api.writes(phone, "") == 44004
    path = "/cgi-bin/message/custom/send"
    assert api.post(path, {"touser": "oNobody", "msgtype": "text"})["errcode"] == 40003
    assert api.post(path, {"touser": phone.openid, "msgtype": "poem"})["errcode"] == 40008
    escaped = json.dumps({"touser": phone.openid, "msgtype": "text", "text": {"content": "你好"}})
    got = requests.post(box.url + path, params={"access_token": api.token}, data=escaped, timeout=5)
    assert got.json()["errcode"] == 40033


def test_media_live_three_days(box, api, account):
    box.phone("张敏").shows(b"\xff\xd8the very bytes")
    media_id = account.seen[0].field("MediaId")
    got = api.get("/cgi-bin/media/get", media_id=media_id)
    assert got.content == b"\xff\xd8the very bytes"
    assert got.headers["Content-Type"] == "image/jpeg"
    assert got.headers["Content-disposition"] == f'attachment; filename="{media_id}.jpg"'
    assert requests.get(account.seen[0].field("PicUrl"), timeout=5).content == b"\xff\xd8the very bytes"
    box.clock.forward(timedelta(days=3))
    api.fetch()
    gone = api.get("/cgi-bin/media/get", media_id=media_id)
    assert (gone.status_code, gone.json()["errcode"]) == (200, 40007)
    assert "rid: " in gone.json()["errmsg"]


def test_a_video_is_an_address_and_weather_can_take_media_away(box, api, account):
    box.phone("张敏").films(b"\xff\xd8cover")
    media_id = account.seen[0].field("MediaId")
    assert api.get("/cgi-bin/media/get", media_id=media_id).json()["video_url"].startswith("http")
    box.weather.media_gone = True
    assert api.get("/cgi-bin/media/get", media_id=media_id).json()["errcode"] == 40007


def test_stable_token_stays_until_its_last_five_minutes(box, api):
    first = api.token
    assert api.fetch() == first
    box.clock.forward(timedelta(minutes=116))
    second = api.fetch()
    assert second != first
    api.token = first
    assert api.get("/cgi-bin/getcallbackip").json()["ip_list"]
    box.clock.forward(timedelta(minutes=4))
    assert api.get("/cgi-bin/getcallbackip").json()["errcode"] == 42001


def test_forcing_a_token_ends_the_old_one_and_is_rationed(box, api):
    old = api.token
    new = api.fetch(force_refresh=True)
    assert new != old
    assert api.fetch(force_refresh=True) is None
    api.token = old
    assert api.get("/cgi-bin/getcallbackip").json()["errcode"] == 40001


def test_plain_token_ends_the_one_before_and_leaves_the_stable_one_alone(box, api):
    first, second = (
        requests.get(f"{box.url}/cgi-bin/token", params=KEYS, timeout=5).json()["access_token"] for _ in "ab"
    )
    assert api.get("/cgi-bin/getcallbackip").json()["ip_list"]
    api.token = first
    assert api.get("/cgi-bin/getcallbackip").json()["errcode"] == 40001
    api.token = second
    assert api.get("/cgi-bin/getcallbackip").json()["ip_list"]


@pytest.mark.parametrize(("token", "code"), [("", 41001), ("nonsense", 40014)])
def test_calls_without_a_good_token(api, token, code):
    api.token = token
    assert api.get("/cgi-bin/menu/get").json()["errcode"] == code


def test_a_revoked_token_works_again_only_after_a_new_one_is_fetched(box, api):
    box.weather.token_revoked = True
    assert api.get("/cgi-bin/getcallbackip").json()["errcode"] == 40001
    assert api.get("/cgi-bin/getcallbackip").json()["errcode"] == 40001
    old = api.token
    assert api.fetch() != old
    assert api.get("/cgi-bin/getcallbackip").json()["ip_list"]
    assert not box.weather.token_revoked
    before = api.token
    box.weather.token_revoked = True
    assert api.fetch() not in (None, before)


def test_a_template_message_is_followed_by_its_receipt(make_box, account):
    box = make_box(templates=[Template("T1", "隐患提醒", {"thing1": "事项"})])
    api = Api(box)
    phone = box.phone("王强")
    sent = api.reminds(phone)
    assert sent["errcode"] == 0
    [card] = phone.screen
    assert (card.how, card.title, card.text) == ("template", "隐患提醒", "事项：隐患快到期")
    assert box.settle()
    [receipt] = account.seen
    assert receipt.field("Event") == "TEMPLATESENDJOBFINISH"
    assert receipt.field("MsgID") == str(sent["msgid"])
    assert receipt.field("Status") == "success"
    other = {"touser": phone.openid, "template_id": "T2", "data": {}}
    assert api.post("/cgi-bin/message/template/send", other)["errcode"] == 40037


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("thing1", "一" * 21),
        ("thing1", ""),
        ("thing1", "两\n行"),
        ("phrase2", "六个汉字太长"),
        ("number3", "十"),
        ("time4", "明天"),
        ("character_string5", "中文"),
    ],
)
def test_values_that_do_not_fit_are_named(box, api, key, value):
    refused = api.reminds(box.phone("王强"), **{key: value})
    assert refused["errcode"] == 47003
    assert f"data.{key}.value" in refused["errmsg"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("thing1", "一" * 20),
        ("time3", "2026-06-05 17:00"),
        ("time3", "2016年3月4日 17:00"),
        ("time3", "8:00~17:00"),
        ("date4", "2016-03-04"),
        ("phrase2", "待整改"),
        ("name5", "王强"),
        ("character_string6", "112"),
    ],
)
def test_values_that_fit(box, api, key, value):
    assert api.reminds(box.phone("王强"), **{key: value})["errcode"] == 0


def test_people_can_refuse_templates(box, api):
    box.weather.refuse_templates = True
    assert api.reminds(box.phone("王强"))["errcode"] == 43101
    assert box.phone("王强").screen == []


def test_one_consent_is_one_subscription_message(box, api, account):
    phone = box.phone("王强")
    body = {"touser": phone.openid, "template_id": "T1", "data": {"thing1": {"value": "明天到期"}}}
    path = "/cgi-bin/message/subscribe/bizsend"
    assert api.post(path, body)["errcode"] == 43101
    phone.accepts("T1")
    assert [api.post(path, body)["errcode"] for _ in "ab"] == [0, 43101]
    assert box.settle()
    assert account.kinds() == ["subscribe_msg_popup_event", "subscribe_msg_sent_event"]


def test_an_uncertified_account_may_do_nothing(make_box):
    box = make_box(account="uncertified")
    api = Api(box)
    box.phone("张敏").says("你好")
    assert api.writes(box.phone("张敏")) == 48001
    assert api.get("/cgi-bin/media/get", media_id="x").json()["errcode"] == 48001


def test_the_menu_has_limits(box, api):
    path = "/cgi-bin/menu/create"
    assert api.get("/cgi-bin/menu/get").json()["errcode"] == 46003
    button = {"type": "click", "name": "我的", "key": "MINE"}
    assert api.post(path, {"button": [button] * 4})["errcode"] == 40016
    assert api.post(path, {"button": [button | {"name": "名字太长太长太长"}]})["errcode"] == 40018
    assert api.post(path, {"button": [button]})["errcode"] == 0
    assert api.get("/cgi-bin/menu/get").json()["menu"]["button"] == [button]
    assert api.get("/cgi-bin/menu/delete").json()["errcode"] == 0


def test_a_code_for_a_place(box, api):
    made = api.post(
        "/cgi-bin/qrcode/create",
        {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "5F"}}},
    )
    shown = api.get("/cgi-bin/showqrcode", ticket=made["ticket"])
    assert shown.content.startswith(b"\xff\xd8")
    too_long = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "x" * 65}}}
    assert api.post("/cgi-bin/qrcode/create", too_long)["errcode"] == 40053


def test_the_platform_tells_little_about_people(box, api):
    phone = box.phone("张敏")
    told = api.get("/cgi-bin/user/info", openid=phone.openid).json()
    assert (told["subscribe"], told["nickname"]) == (1, "")
    phone.unfollows()
    assert api.get("/cgi-bin/user/info", openid=phone.openid).json()["subscribe"] == 0
    assert api.get("/cgi-bin/user/info", openid="oNobody").json()["errcode"] == 40003


def test_a_login_code_works_once_and_five_minutes(box, api):
    phone = box.phone("张敏")
    code, late = phone.logs_in(), phone.logs_in()

    def log_in(code):
        asked = {"appid": APP_ID, "secret": APP_SECRET, "js_code": code, "grant_type": "authorization_code"}
        return requests.get(f"{box.url}/sns/jscode2session", params=asked, timeout=5).json()

    assert log_in(code)["openid"] == phone.mini_openid
    assert log_in(code)["errcode"] == 40163
    box.clock.forward(timedelta(minutes=5))
    assert log_in(late)["errcode"] == 40029


def test_unknown_paths_and_wrong_methods(box, api):
    unknown = api.get("/cgi-bin/poetry/write")
    assert (unknown.status_code, unknown.json()["errcode"]) == (404, 40066)
    assert api.get("/cgi-bin/message/custom/send").json()["errcode"] == 43002


def test_a_dead_platform_answers_502_or_nothing(make_box):
    box = make_box(seed=1)
    api = Api(box)
    box.weather.api_down = True
    seen = set()
    for _ in range(12):
        try:
            seen.add(api.get("/cgi-bin/getcallbackip").status_code)
        except requests.ConnectionError:
            seen.add("cut")
    assert seen == {502, "cut"}


def test_tokens_and_secrets_never_reach_the_wire(box, api):
    box.phone("张敏").says("你好")
    api.writes(box.phone("张敏"))
    box.phone("张敏").says(f"捡到一个令牌 {api.token}")
    told = "".join(line.raw for line in box.wire)
    assert "在吗" in told
    assert APP_SECRET not in told
    assert api.token not in told


def test_the_clock_is_shared_through_its_file_and_only_goes_forward(tmp_path, box):
    start = box.clock.now().replace(year=2016)
    mine = SharedClock(tmp_path / "clock", start)
    yours = SharedClock(tmp_path / "clock")
    mine.forward(timedelta(days=5))
    assert abs(yours.now() - start - timedelta(days=5)) < timedelta(seconds=1)
    with pytest.raises(ValueError, match="forward"):
        yours.to(start)
    yours.back_to_start()
    assert abs(mine.now() - start) < timedelta(seconds=1)
    with pytest.raises(ValueError, match="aware"):
        Clock(start.replace(tzinfo=None))


def test_a_jump_stops_on_its_way_and_counts_what_was_sent(make_box):
    stops = []

    def on_jump(now):
        stops.append(now)
        if len(stops) == 2:
            api.fetch()
            api.reminds(box.phone("王强"))

    box = make_box(on_jump=on_jump)
    api = Api(box)
    jump = box.jump(timedelta(hours=3))
    assert [stop - jump.before for stop in stops] == [timedelta(hours=hours) for hours in (1, 2, 3)]
    [push] = jump.pushes
    assert (push.phone, push.text) == ("王强", "隐患快到期")
    assert push.at - jump.before < timedelta(hours=2, minutes=1)


def test_starting_again_empties_everything(make_box):
    told = []
    box = make_box(cast=[("张敏", "护士")], on_restart=lambda: told.append("again"))
    began = box.clock.now()
    box.phone("张敏").says("你好")
    box.phone("王桂英", following=False)
    box.clock.forward(timedelta(days=9))
    box.weather.repeat = True
    box.restart()
    assert told == ["again"]
    assert [phone.name for phone in box.phones] == ["张敏"]
    assert box.phone("张敏").screen == box.wire == []
    assert box.phone("张敏").window.until is None
    assert not box.weather.repeat
    assert abs(box.clock.now() - began) < timedelta(seconds=10)
