"""The menu of the 公众号: its keys are answered in ``everywhere``, ``arrival``, ``binding``, ``quiz``, ``plan`` and ``officer``."""

MENU = {
    "button": [
        {"type": "click", "name": "报隐患", "key": "REPORT"},
        {
            "name": "我的",
            "sub_button": [
                {"type": "click", "name": "我报的", "key": "MINE"},
                {"type": "click", "name": "答题", "key": "QUIZ"},
                {"type": "click", "name": "考试", "key": "EXAM"},
                {"type": "click", "name": "绑定工号", "key": "BIND"},
                {"type": "click", "name": "帮助", "key": "HELP"},
            ],
        },
        {
            "name": "安全员 工会",
            "sub_button": [
                {"type": "click", "name": "待办", "key": "TODO"},
                {"type": "click", "name": "台账网页", "key": "LEDGER"},
                {"type": "click", "name": "方案", "key": "PLANS"},
                {"type": "click", "name": "记培训", "key": "RECORD"},
                {"type": "click", "name": "统计表", "key": "SHEET"},
            ],
        },
    ]
}
