"""Japanese words that say how a value is meant: 以上, 保証, 原則として, 未設定, 速やかに.

Each row is what the words mean and their pattern, for normalised text; the first row that fits a place wins.
The rows without a meaning come first and swallow the words that only look like one (契約 holds 約, 目標復旧時間 is
the name of a term and no target).
"""

from __future__ import annotations

from typing import Final

__all__ = ["ROWS"]

_UNLESS = r"[^。、]{0,30}?(?:この限りで|除く|除き|除い)"

ROWS: Final[tuple[tuple[str, str, str], ...]] = (
    ("", "", r"目標復旧(?:時間|時点|地点|レベル)|サービスレベル目標|(?:解決|復旧|応答)目標時間"),
    ("", "", r"[契規条制予公節要特誓]約|約(?:款|定|束)(?!しない)|保証(?:人|金|書|期間|会社)|超音波|最大限"),
    ("", "", r"通常(?:業務|営業|保守|時)|無(?:断|償|料|線|停電|制限|停止|害|人)|有無|なし[にで]|障害の?程度|原則論"),
    ("promptness", "immediately", r"直ちに|ただちに"),
    ("promptness", "promptly", r"速やかに|すみやかに"),
    ("promptness", "without_delay", r"遅滞なく"),
    ("vague", "no_promise", r"適宜|随時|必要に応じ|可能な限り"),
    (
        "commitment",
        "none",
        r"保証(?:しない|は?いたしません|はしません|しておりません|するものでは(?:ない|ありません)|できません)|約束しない",
    ),
    ("commitment", "best_effort", r"ベストエフォート|努力目標|合理的な努力|努力(?:義務|し|する|いたし)|努め"),
    ("commitment", "guarantee", r"保証"),
    ("commitment", "target", r"目標|目指(?:す|し)"),
    ("hedges", "emergency_excepted", rf"緊急{_UNLESS}"),
    ("hedges", "reasonable_grounds_excepted", rf"合理的な(?:理由|事由){_UNLESS}"),
    ("hedges", "negotiable", r"別途協議|協議(?:の上|により)|応相談|ご相談"),
    ("hedges", "on_request", r"申込み?(?:により|に応じ|があ)|ご?(?:要望|依頼|希望)(?:により|に応じ)|オプション"),
    ("hedges", "in_principle", r"原則(?:として)?"),
    ("hedges", "typical", r"通常|標準的に?|一般的に"),
    ("hedges", "approximate", r"約(?=[0-9〇一二三四五六七八九十百千])|程度|おおむね|概ね|おおよそ|およそ"),
    ("answer", "not_applicable", r"該当(?:なし|無し|せず|しない|しません)|対象外"),
    ("answer", "unset", r"未設定|未定|(?:設定|規定|定め|記載)(?:なし|無し|はない)|定めていません"),
    ("answer", "undisclosed", r"非公開|非開示|(?:開示|公開|公表)(?:不可|していません|しておりません|しない|しません)"),
    (
        "answer",
        "none",
        r"なし|無し|無(?=[、。:;(] *|\Z)|(?:提供|実施|対応)(?:しない|しません|していません|不可)|行わない|行いません",
    ),
    ("comparator", "less_than", r"未満|を?下回"),
    ("comparator", "more_than", r"を?超え|超過?|を?上回"),
    ("comparator", "at_most", r"以内|以下|最大|上限"),
    ("comparator", "at_least", r"以上|少なくとも|最低|最小|下限"),
    ("comparator", "at_latest", r"遅くとも"),
)
