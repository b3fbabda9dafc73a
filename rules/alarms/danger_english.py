"""The cries of people who write no Chinese characters, in English or in bare pinyin; what they mean is decided in danger."""

import re

LATIN = re.compile(r"[a-z]{3}")

# Names of things, and what forbids rather than cries.
NAMES = re.compile(
    r"fire (?:door|exit|extinguisher|hydrant|hose|box|drill|safety|escape|lane|alarm|hazard|risk|"
    r"prevention|blanket)\w*|"
    r"(?:smoke|gas) (?:detector|alarm|sensor|mask|bottle|cylinder|meter)s?|smoke[drs]\w*|(?:no|"
    r"without|stop) (?:fire|smoke|gas|one)|"
    r"(?:fire|smoke|gas)[- ]?(?:proof|free|fighting|fighter)"
)
UNSURE = re.compile(
    r"\b(?:if|in case|could|might|may|risk|was|were|yesterday|last|ago|drill|training|poster|sign|"
    r"what|how|should|possible|"
    r"think|maybe|like|almost|nearly|afraid|worried)\b|\?"
)
TALK = re.compile(r"\bdrill|\btraining|\bposter")

_PERSON = (
    r"(?:me|us|him|her|them|people|someone|somebody|everyone|staff|security|"
    r"(?:nurse|doctor|guard|patient|cleaner|intern|colleague|visitor|receptionist|man|woman|kid|child)s?)\b"
)
_STRIKES = r"(?:beat(?:s|ing)?|attack(?:s|ed|ing)|hit(?:s|ting)?|punch(?:es|ed|ing)?|kick(?:s|ed|ing)?|slap(?:s|ped|ping)?|chok(?:es|ed|ing)|strangl(?:es|ed|ing)|assault(?:s|ed|ing)|stab(?:s|bed|bing))"
# A door that hits me is a hazard; who hits a nurse is an alarm.
_BEATEN = (
    rf"(?<!door )(?<!cart )(?<!lid )(?<!gate )\b{_STRIKES}(?: up)? (?:(?:the|a|an|our|my|one of the|another|that|this|two|head|old|young|female|er) )*{_PERSON}|"
    rf"\b{_PERSON}(?: (?:is|are|has|have|got|getting|been|being|just))* (?:beaten|attacked|assaulted|punched|stabbed|kicked|slapped|choked)\b|"
    r"\b(?:being|getting|got) (?:beaten|attacked|assaulted|stabbed|punched)\b|\bfight(?:ing)? (?:in|at|with|between)\b"
)

# Each by the danger it cries about; the first that fits counts.
CRIES = {
    "shock": re.compile(
        r"\belectric(?:al)? shock|\belectrocut|\bgot shocked|\bgetting shocked|\bchu ?dian ?le\b"
    ),
    "gas": re.compile(
        r"\b(?:gas|oxygen|chlorine) (?:is |was )?leak|\bleak\w* (?:of )?(?:gas|oxygen)|"
        r"\bsmells? (?:of |like )?gas|\bgas smell|\blou ?qi ?le\b|\bmei ?qi ?wei\b"
    ),
    "fire": re.compile(
        r"^fire\b|\bon fire|\b(?:help|quick|hurry|emergency|god)[,! ]+fire\b|\bfire (?:in|on|near(?! miss)|here|now|help|upstairs|downstairs|\d)|\bset fire to\b|\b(?:a|big|the|caught|catching|is) fire\b|\bfire!|\bsmoke\b|"
        r"\bburning\b|\bflames?\b|\bexplo(?:ded|sion|ding)|\b(?:zhao|qi|shi|jiu) ?huo(?![a-z])|\bzhao ?huo|\bmao ?yan"
    ),
    "people": re.compile(
        r"\bhelp ?!|(?<!can you )(?<!could you )\bhelp (?:me|us|him|her)\b(?! (?:find|with|to|"
        r"report|bind|use|know|get|log|understand))|\bhelp help|\bemergency\b(?! (?:exit|light|"
        r"room|door|department|number|phone|call))|"
        r"\bcall (?:an )?(?:ambulance|police|119|120|110)|\b(?:hurt|injured|bleeding|unconscious|"
        r"collapsed|fainted|not breathing|dying)\b|"
        r"\b(?:stuck|trapped|locked) in(?:side)?\b|\bsomeone (?:fell|jumped)|\b(?:has|"
        r"with|holding|got|waving|pulled) (?:a|the|his) (?:knife|gun|blade)|\bknife attack|"
        + _BEATEN
        + r"|\bjiu ?ming"
    ),
}
