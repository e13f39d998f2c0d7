"""One contract as text, for the tests; `contract` changes single values of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from medsla.contract import Annex, Article, ContractText, Group, Paragraph, Party, Row, Service

ROWS = (Row("1-1", "稼働率", "99.9%以上"), Row("1-2", "目標復旧時間", "障害検知後4時間以内"))
GROUPS = (Group("可用性", "第9条", ROWS),)
CONTRACT = ContractText(
    number="SLA-2027-001",
    title="サービスレベル合意書",
    effective="2027年4月1日",
    signed="2027年3月15日",
    master="電子カルテサービス利用契約",
    electronic=False,
    institution=Party("医療法人青空会 青空病院", "甲", "甲", "東京都千代田区1-1", "理事長 青空太郎"),
    provider=Party("クラウド株式会社", "乙", "乙", "大阪市北区2-2", "代表取締役 雲野花子"),
    service=Service("青空カルテ"),
    groups=GROUPS,
    annexes=(Annex("別紙1", "サービスレベル項目表", "次のとおりとする。", GROUPS),),
    articles=(
        Article("purpose", "目的", (Paragraph("本合意の目的を定める。", numbered=False),)),
        Article(
            "levels",
            "水準",
            (
                Paragraph("次のとおりとする。", numbered=True, points=("稼働率：99.9%以上", "復旧：4時間以内")),
                Paragraph("測定は乙が行う。", numbered=True),
            ),
        ),
    ),
)


def contract(**changes: Any) -> ContractText:
    return replace(CONTRACT, **changes)
