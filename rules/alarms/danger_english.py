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
_KIN = r"(?:baby|newborn|infant|son|daughter|child|kid|boy|girl|mother|father|mom|dad|husband|wife|grandma|grandpa)"
AIRLESS = re.compile(
    rf"\b(?:i|he|she|they|patient|man|woman|lady|{_KIN})(?: really| just)? (?:can'?t|cannot|can not) breathe?\b(?! (?:in|through|with))"
)
TAKEN = re.compile(
    rf"\b(?:somebody|someone|stranger|(?:a|some) (?:man|woman|guy|lady)|they) (?:just )?(?:took|stole|grabbed|snatched|kidnapped) (?:away )?(?:my|our|the|a) (?:little |newborn )?(?:baby|newborn|infant|son|daughter|child|kid|boy|girl)\b|"
    rf"\b(?:my|our) (?:little )?{_KIN}(?:'s| is| has been| got| was)(?: just)? (?:gone(?! (?:home|to|for))|missing|taken(?! (?:to|for))|stolen|kidnapped)"
)
_IN_THE_LIFT = (
    r"\b(?:elevator|lift)\b.{0,16}\b(?:stuck|stopped|stops|halted|broke down)\b.{0,12}\b(?:people|person|inside|us|me|somebody|someone|kids?|child|patient)\b|"
    r"\b(?:people|person|somebody|someone|us|me|kids?|child|patient) (?:still )?inside (?:the )?(?:elevator|lift)\b"
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
        r"collapsed|fainted|not breathing|dying|(?:stopped|no longer|isn'?t|aren'?t) breathing)\b|"
        r"\b(?:stuck|trapped|locked) in(?:side)?\b|\bsomeone (?:fell|jumped)|\b(?:has|"
        r"with|holding|got|waving|pulled) (?:(?:an?|the|his|her|big|long|kitchen) )*(?:knife|gun|blade|axe|machete)\b(?! (?:rack|block|holder|drawer|set))|\bknife attack|"
        + AIRLESS.pattern
        + "|"
        + TAKEN.pattern
        + "|"
        + _IN_THE_LIFT
        + "|"
        + _BEATEN
        + r"|\bjiu ?ming"
    ),
}
