"""The evidence behind the rules: which document says it, where, in what words, and how that was seen.

Editions that a later one replaced say so; what rests on them stays below critical.
"""

from __future__ import annotations

from medsla.results import Evidence

__all__ = [
    "BACKUP_EXAMPLE",
    "BACKUP_OFFLINE",
    "CERTIFICATION",
    "CERTIFICATION_SELECTED",
    "CHAIN",
    "DESTRUCTION",
    "INCIDENT_DETAIL",
    "INCIDENT_EXEMPTION",
    "INCIDENT_NOTICE_GUIDE",
    "INCIDENT_NOTICE_LAW",
    "LAW_REACH",
    "LAW_REACH_ENFORCED",
    "LOG_KEPT",
    "LOG_PROTECTION",
    "OUTAGE_NOTICE",
    "RESTORE",
    "RETENTION_INSURANCE",
    "RETENTION_MEDICAL",
    "SECONDARY_USE",
    "SECONDARY_USE_PROVIDER",
]

RETENTION_MEDICAL = Evidence(
    authority="ishi-ho-24",
    place="24条2項 (転載: wic-net.com/material/document/13999/2)",
    words="五年間これを保存しなければならない",
    seen="reprint",
    grade="法令上の義務",
    in_force="yes",
)
RETENTION_INSURANCE = Evidence(
    authority="ryotan-9",
    place="9条 (転載: wic-net.com/material/document/13999/2)",
    words="ただし、患者の診療録にあつては、その完結の日から五年間とする。",
    seen="reprint",
    grade="法令上の義務",
    in_force="yes",
)
INCIDENT_NOTICE_LAW = Evidence(
    authority="appi-26",
    place="26条1項ただし書 (転載: iuris.jp)",
    words="当該事態が生じた旨を当該他の個人情報取扱事業者 又は行政機関等に通知したときは、この限りでない。",
    seen="reprint",
    grade="法令上の義務",
    in_force="yes",
)
INCIDENT_NOTICE_GUIDE = Evidence(
    authority="ppc-guideline-general",
    place="3-5-3-5 (転載: qiita.com/tetz1/items/2423fa98fc53bb990a42)",
    words="委託先が当該事態の発生を知った時点から概ね3~5日以内である",
    seen="reprint",
    grade="解釈",
    in_force="yes",
)
INCIDENT_EXEMPTION = Evidence(
    authority="ppc-guideline-general",
    place="3-5-3-5 (転載: qiita.com/tetz1/items/2423fa98fc53bb990a42)",
    words="その時点で把握しているものを通知したときは、報告義務を免除される",
    seen="reprint",
    grade="解釈",
    in_force="yes",
)
INCIDENT_DETAIL = Evidence(
    authority="mic-meti-guideline-1.1",
    place="25頁 危機管理対応時 (転載: wic-net.com/material/document/10201/25)",
    words=(
        "さらに、発生した情報セキュリティ事故自体に対応するための施策を講じるに留まらず、同様の情報セキュ"
        "リティ事故が以降発生しないように再発防止策を医療機関等に提案すること。"
    ),
    seen="reprint",
    grade="本文の記載",
    in_force="no",
)
LAW_REACH = Evidence(
    authority="mic-meti-guideline-1.1",
    place="表4-1 医療機関等へ情報提供すべき項目 (転載: wic-net.com/material/document/10201/27)",
    words="保存された情報を格納する情報機器等が、国内法の適用を受けることを確認すること",
    seen="reprint",
    grade="情報提供すべき項目",
    in_force="no",
)
LAW_REACH_ENFORCED = Evidence(
    authority="meti-itaku-2012",
    place="Q4-31に引用 (ppc.go.jp/all_faq_index/faq3-qb4-31/)",
    words="医療情報システム及び医療情報が国内法の執行が及ぶ範囲にあることを確実とすることが必要である",
    seen="reprint",
    grade="要求事項",
    in_force="no",
)
CERTIFICATION = Evidence(
    authority="mic-meti-guideline-1.1",
    place="4.4 (転載: wic-net.com/material/document/10201/29)",
    words="情報セキュリティに係る公的な第三者認証として、プライバシーマーク認定または ISMS 認証を取得すること。",
    seen="reprint",
    grade="要件",
    in_force="no",
)
CERTIFICATION_SELECTED = Evidence(
    authority="mhlw-guideline-6.0",
    place="企画管理編 7.⑥ f・g (転載: wic-net.com/material/document/9465/34)",
    words="プライバシーマーク認定又は ISMS 認証の取得",
    seen="reprint",
    grade="遵守事項",
)
CHAIN = Evidence(
    authority="mic-meti-guideline-1.1",
    place="17頁 (転載: wic-net.com/material/document/10201/17)",
    words=(
        "他の対象事業者 B、対象事業者 C から調達する構成要素に対しても、本ガイドラインに基づきリスクマネジメント"
        "を実施し、制度上の要求事項に対応すること。"
    ),
    seen="reprint",
    grade="本文の記載",
    in_force="no",
)
SECONDARY_USE = Evidence(
    authority="mhlw-guideline-6.0",
    place="各編間相関表 11頁(企画管理編 7.)",
    words="委託元の医療機関等、患者等の許可なく保存を委託した医療情報を分析等の目的で取り扱わないこと。",
    seen="reprint",
    grade="遵守事項",
)
SECONDARY_USE_PROVIDER = Evidence(
    authority="mic-meti-guideline-1.1-annex-2",
    place="①-5 (転載: wic-net.com/material/document/10202/9)",
    words=(
        "受託した医療情報の解析・分析は、医療情報システム等提供に係る契約とは独立した契約に基づいて医療機"
        "関等からの委託を受けた場合を除いて行わない。"
    ),
    seen="reprint",
    grade="対策項目",
    in_force="no",
)
DESTRUCTION = Evidence(
    authority="mic-meti-guideline-1.1-annex-2",
    place="③-8 (転載: wic-net.com/material/document/10202/3)",
    words="破壊措置により情報の読み出しが不可能となったことの証明書等を受け取り、保管しておく。",
    seen="reprint",
    grade="対策項目",
    in_force="no",
)
BACKUP_OFFLINE = Evidence(
    authority="mhlw-guideline-6.0",
    place="システム運用編 18.① (転載: wic-net.com/material/document/9466/54)",
    words=(
        "追記可能な設定がなされた記録媒体と追記不能設定がなされた記録媒体の組み合わせ、端末及びサーバ装置"
        "やネットワークから切り離したバックアップデータの保管等"
    ),
    seen="reprint",
    grade="遵守事項",
)
BACKUP_EXAMPLE = Evidence(
    authority="mhlw-guideline-6.0-qa",
    place="Q&A(案) (転載: wic-net.com/material/document/8594/123)",
    words="電子カルテ5世代、その他3世代(例)",
    seen="draft",
    grade="例示",
)
LOG_PROTECTION = Evidence(
    authority="mhlw-guideline-6.0",
    place="システム運用編 17.② (転載: wic-net.com/material/document/9466/53)",
    words="アクセスログへのアクセス制限を行い、アクセスログの不当な削除/改ざん/追加等を防止する対策を実施すること。",
    seen="reprint",
    grade="遵守事項",
)
LOG_KEPT = Evidence(
    authority="mhlw-guideline-6.0",
    place="企画管理編 5.④ (転載: wic-net.com/material/document/9465/28)",
    words="法令で求められる医療情報の管理に関する証跡を、必要に応じて、説明責任等を果たせるように管理すること。",
    seen="reprint",
    grade="遵守事項",
)
RESTORE = Evidence(
    authority="mhlw-checklist-r6",
    place="復旧手順の確認 (二次資料: yueisya.com/?p=2010)",
    seen="paraphrase",
    grade="確認項目",
    in_force="no",
)
OUTAGE_NOTICE = Evidence(
    authority="mic-asp-security-2008",
    place="(別紙4)対策項目一覧表 Ⅲ.1.1.1 基本 (転載: paperzz.com/doc/5369118)",
    words="通知時間(稼動停止検知後、利用者に通知するまでの時間) 60分以内*",
    seen="reprint",
    grade="対策参照値",
)
