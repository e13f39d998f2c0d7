"""The evidence behind the rules: statutes, ordinances and notices, with the words seen and where they were seen.

Where only a summary by somebody else was seen, no words are given.
"""

from __future__ import annotations

from medsla.results import Evidence

__all__ = [
    "BREACH_FINAL",
    "BREACH_ITEMS",
    "BREACH_ONE_PERSON",
    "DATA_ACT_FEE",
    "DATA_ACT_NOTICE",
    "DENTAL",
    "DISPENSING",
    "HIPAA_NOTICE",
    "HOSPITAL_RECORDS",
    "HOSPITAL_RECORDS_LONGER",
    "INSURANCE_RECORDS",
    "READABLE_ON_PAPER",
    "SUPERVISION",
    "THREE_CONDITIONS",
]

_DUTY = "法令上の義務"

INSURANCE_RECORDS = Evidence(
    authority="ryotan-9",
    place="9条 (転載: wic-net.com/material/document/13999/2)",
    words=(
        "保険医療機関は、療養の給付の担当に関する帳簿及び書類その他の記録をその完結の日から三年間保存しなけれ"
        "ばならない。"
    ),
    seen="reprint",
    grade=_DUTY,
    in_force="yes",
)
HOSPITAL_RECORDS = Evidence(
    authority="iryoho-kisoku-20",
    place="20条10号 (転載: yfujita.jp/iryou2/09040105.htm)",
    words="診療に関する諸記録は、過去2年間の病院日誌、各科診療日誌、処方せん、手術記録、看護記録、検査所見記録",
    seen="reprint",
    grade=_DUTY,
    in_force="yes",
)
HOSPITAL_RECORDS_LONGER = Evidence(
    authority="iryo-ho-21",
    place="21条1項9号についての国立保健医療科学院の解説 (二次資料: ndrecovery.niph.go.jp/trustrad/qa/?p=18)",
    seen="paraphrase",
    grade="解釈",
    in_force="yes",
)
DENTAL = Evidence(
    authority="shika-ishi-ho-23",
    place="23条 (二次資料: city.chiba.jp/hokenfukushi/iryoeisei/hokenjo/somu/shinryouroku.html)",
    seen="paraphrase",
    grade=_DUTY,
    in_force="yes",
)
DISPENSING = Evidence(
    authority="yakuzaishi-ho-28",
    place="28条 (二次資料: yakuzaic.com/archives/114235)。2025年改正による変更は未確認",
    seen="paraphrase",
    grade=_DUTY,
)
SUPERVISION = Evidence(
    authority="appi-25",
    place="25条 (二次資料: 提供事業者ガイドライン1.1版19頁。wic-net.com/material/document/10201/19)",
    seen="paraphrase",
    grade=_DUTY,
    in_force="yes",
)
BREACH_ONE_PERSON = Evidence(
    authority="appi-rule-7",
    place="7条1号 (二次資料: businesslawyers.jp/practices/1433)",
    seen="paraphrase",
    grade=_DUTY,
    in_force="yes",
)
BREACH_ITEMS = Evidence(
    authority="appi-rule-8",
    place="8条1項 (転載: iuris.jp/…/jpn/a/68339)",
    words="当該事態に関する次に掲げる事項(報告をしようとする時点において把握しているものに限る",
    seen="reprint",
    grade=_DUTY,
    in_force="yes",
)
BREACH_FINAL = Evidence(
    authority="appi-rule-8",
    place="8条2項 (転載: iuris.jp/…/jpn/a/68339)",
    words="当該事態を知った日から三十日以内",
    seen="reprint",
    grade=_DUTY,
    in_force="yes",
)
THREE_CONDITIONS = Evidence(
    authority="electronic-storage-1999",
    place="二 基準 (転載: iryouhou.mfeesw.com/tuti/ping-cheng/110422/2-ji-zhun)",
    words="電子媒体に保存する場合は次の三条件を満たさなければならない。",
    seen="reprint",
    grade="要件",
    in_force="yes",
)
READABLE_ON_PAPER = Evidence(
    authority="electronic-storage-1999",
    place="二 基準(二) 見読性 (転載: iryouhou.mfeesw.com/tuti/ping-cheng/110422/2-ji-zhun)",
    words="情報の内容を必要に応じて直ちに書面に表示できること。",
    seen="reprint",
    grade="要件",
    in_force="yes",
)
DATA_ACT_NOTICE = Evidence(
    authority="eu-data-act",
    place="25条 (二次資料: trusq.io/en/data-act-cloud-switching-and-portability.html)",
    seen="paraphrase",
    grade=_DUTY,
    in_force="yes",
)
DATA_ACT_FEE = Evidence(
    authority="eu-data-act",
    place="29条 (二次資料: trusq.io/en/data-act-cloud-switching-and-portability.html)",
    seen="paraphrase",
    grade=_DUTY,
    in_force="yes",
)
HIPAA_NOTICE = Evidence(
    authority="hipaa-164-410",
    place="(b) (転載: brickergraydon.com)",
    words="without unreasonable delay and in no case later than 60 calendar days after discovery of a breach",
    seen="reprint",
    grade=_DUTY,
    in_force="yes",
)
