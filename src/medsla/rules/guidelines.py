"""The evidence behind the rules: what guidelines and checklists say, with the words seen and where they were seen.

Older evidence stands in `sources`. Editions that a later one replaced say so; what rests on them alone stays below
critical. Where only a summary by somebody else was seen, no words are given.
"""

from __future__ import annotations

from medsla.results import Evidence

__all__ = [
    "ASSESSMENT",
    "BACKUP_IN_SLA",
    "CONFIDENTIALITY",
    "CONFIDENTIALITY_FLOWN_DOWN",
    "DEAD_PATIENTS",
    "DEMARCATION",
    "DESTRUCTION_ENTRUSTED",
    "DISCLOSURE",
    "FEE_OFFLINE",
    "FINANCES",
    "FORMATS",
    "GUIDELINE_CLAUSE",
    "LINES",
    "LIVENESS",
    "LOCATION_TOPIC",
    "LOG_CONTENT",
    "LOG_TIME",
    "MFA",
    "PASSWORD",
    "PASSWORD_FIRST",
    "REMOTE_LOG",
    "ROLES",
    "ROLES_IN_ATTACK",
    "SUPERVISION_POINTS",
    "TERMINATION_NOTICE",
]

_OBSERVE, _MEASURE, _PASSAGE, _CHECK = "遵守事項", "対策項目", "本文の記載", "確認項目"
_MHLW, _ANNEX, _PROVIDERS = "mhlw-guideline-6.0", "mic-meti-guideline-1.1-annex-2", "mic-meti-guideline-1.1"

CONFIDENTIALITY = Evidence(
    authority=_MHLW,
    place="企画管理編 7.③ (転載: wic-net.com/material/document/9465/33)",
    words=(
        "医療機関等の事務、運用等を外部の事業者に委託する場合は、委託契約の契約書に守秘・非開示に関する内容を含"
        "めること。"
    ),
    seen="reprint",
    grade=_OBSERVE,
)
CONFIDENTIALITY_FLOWN_DOWN = Evidence(
    authority=_MHLW,
    place="企画管理編 7.④ (転載: wic-net.com/material/document/9465/33)",
    words="③の委託契約の際に、当該委託先事業者の就業規則等に①及び②の対応を含めるよう求めること。",
    seen="reprint",
    grade=_OBSERVE,
)
LOG_CONTENT = Evidence(
    authority=_MHLW,
    place="システム運用編 17.① (転載: wic-net.com/material/document/9466/53)",
    words=(
        "アクセスログは、少なくとも利用者のログイン時刻、アクセス時間及びログイン中に操作した医療情報が特定でき"
        "るように記録すること。"
    ),
    seen="reprint",
    grade=_OBSERVE,
)
LOG_TIME = Evidence(
    authority=_MHLW,
    place="システム運用編 17.③ (転載: wic-net.com/material/document/9466/53)",
    words="アクセスログの記録に用いる時刻情報は、信頼できるものを利用すること。",
    seen="reprint",
    grade=_OBSERVE,
)
REMOTE_LOG = Evidence(
    authority=_MHLW,
    place="システム運用編 10.④ (転載: wic-net.com/material/document/10202/27)",
    words=(
        "必ずアクセスログを収集し、保守に関する作業計画書と照合するなどにより確認し、当該作業の終了後速やかに企画"
        "管理者に報告し、確認を求めること。"
    ),
    seen="reprint",
    grade=_OBSERVE,
)
SUPERVISION_POINTS = Evidence(
    authority=_PROVIDERS,
    place="19頁 (転載: wic-net.com/material/document/10201/19)",
    words=(
        "監督義務の内容としては、①適切な委託先の選定、②委託契約の締結、③委託先における個人データ取扱状況の把"
        "握という 3 点が挙げられている"
    ),
    seen="reprint",
    grade=_PASSAGE,
    in_force="no",
)
DEMARCATION = Evidence(
    authority=_MHLW,
    place="システム運用編 3.4 (転載: wic-net.com/material/document/9466/13)",
    words=(
        "委託により医療機関等が行うべき安全管理のうち、どの部分の責任を分担し、責任分界を定め、具体的な管理内容に"
        "ついて、事業者と取り決めることが求められる。"
    ),
    seen="reprint",
    grade=_PASSAGE,
)
ROLES = Evidence(
    authority=_MHLW,
    place="システム運用編 3.③ (転載: wic-net.com/material/document/9466/11)",
    words=(
        "通常時の運用や、非常時の運用において発生する技術的な対応に関する役割分担を、委託先である事業者との間で調"
        "整し、企画管理者に対してその結果を報告すること。"
    ),
    seen="reprint",
    grade=_OBSERVE,
)
ROLES_IN_ATTACK = Evidence(
    authority=_MHLW,
    place="システム運用編 3.④ (転載: wic-net.com/material/document/9466/11)",
    words="サイバー攻撃等が生じた場合に、技術的な対応や対外的な説明に関して必要な役割について、事業者と調整し",
    seen="reprint",
    grade=_OBSERVE,
)
FINANCES = Evidence(
    authority=_MHLW,
    place="企画管理編 7.⑥ d・e (転載: wic-net.com/material/document/9465/34)",
    words="財務諸表等に基づく経営の健全性",
    seen="reprint",
    grade=_OBSERVE,
)
PASSWORD = Evidence(
    authority=_ANNEX,
    place="④-11 (転載: wic-net.com/material/document/10202/23)",
    words=(
        "パスワードの設定に際しては、複数の文字種(英数字・大文字・小文字・記号等)を用い、また、8文字以上等、十分に"
        "安全な長さの文字列等から構成されるルールとする。"
    ),
    seen="reprint",
    grade=_MEASURE,
    in_force="no",
)
PASSWORD_FIRST = Evidence(
    authority=_ANNEX,
    place="④-9 (転載: wic-net.com/material/document/10202/23)",
    words="利用者に対して初期パスワードを発行した場合、最初の利用時にそのパスワードを変更しないと",
    seen="reprint",
    grade=_MEASURE,
    in_force="no",
)
MFA = Evidence(
    authority="mhlw-guideline-5.2",
    place="第5.2版(案) (転載: wic-net.com/material/document/1727/26)。第6.0版の文言は二次資料による",
    words=(
        "令和 9 年度時点で稼働していることが想定される医療情報システムを、今後、導入又は更新する場合、原則として二"
        "要素認証を採用することが求められる。"
    ),
    seen="draft",
    grade=_PASSAGE,
    in_force="no",
)
LINES = Evidence(
    authority="mic-local-government-2010",
    place="4.1.5(3) (転載: 123deta.com)",
    words=(
        "アクセス回線を地方公共団体が調達する場合には、そのアクセス回線はASP・SaaS事業者の責任範囲ではなくなるた"
        "め、事前に十分な確認を取る必要があり"
    ),
    seen="reprint",
    grade=_PASSAGE,
)
DISCLOSURE = Evidence(
    authority="mhlw-checklist-r7",
    place="令和7年度版マニュアル(案) 7頁 (転載: wic-net.com/material/document/19102/7)",
    words="事業者から製造業者/サービス事業者による医療情報セキュリティ開示書(MDS/SDS)を提出し",
    seen="draft",
    grade=_CHECK,
)
GUIDELINE_CLAUSE = Evidence(
    authority="mhlw-role-confirmation",
    place="別添1 項番1 (二次資料: wic-net.com/material/document/15067/3 の要約)",
    seen="paraphrase",
    grade=_CHECK,
    in_force="yes",
)
LOCATION_TOPIC = Evidence(
    authority=_MHLW,
    place="企画管理編 7.⑥ h (転載: wic-net.com/material/document/9465/34)",
    words="医療情報を保存する情報機器が設置されている場所(地域、国)",
    seen="reprint",
    grade=_OBSERVE,
)
BACKUP_IN_SLA = Evidence(
    authority="mhlw-guideline-6.0-draft",
    place="システム運用編(案) 12.2 (転載: wic-net.com/material/document/8593/39)",
    words=(
        "バックアップの対象、バックアップ頻度、復旧できる世代、バックアップ方法、保存場所等について確認し、SLA 等に"
        "おいて明らかにすることが求められる。"
    ),
    seen="draft",
    grade=_PASSAGE,
)
FEE_OFFLINE = Evidence(
    authority="mhlw-fee-questions-2024-49",
    place="問49 (転載: deepimpact.jp.click/gigi/detail.php?id=5985)",
    words=(
        "クラウドサービスから、当該クラウドサービス内の他の論理的に切り離されている領域にバックアップ(いわゆるオフ"
        "サイトバックアップ)を取っている場合であって、災害時等に速やかにデータ復旧が可能な状態にある場合には、要件を"
        "満たしているとされる。"
    ),
    seen="reprint",
    grade="解釈",
)
DESTRUCTION_ENTRUSTED = Evidence(
    authority=_ANNEX,
    place="③-8 (転載: wic-net.com/material/document/10202/3)",
    words=("外部の事業者に依頼する場合には、事業者選択の根拠を医療機関等に示し外部委託の了承を得ておく。"),
    seen="reprint",
    grade=_MEASURE,
    in_force="no",
)
FORMATS = Evidence(
    authority=_MHLW,
    place="システム運用編 5.① (二次資料)",
    seen="paraphrase",
    grade=_OBSERVE,
)
ASSESSMENT = Evidence(
    authority=_PROVIDERS,
    place="4.3 (要約: wic-net.com/material/document/10201/29)",
    seen="paraphrase",
    grade="要件",
    in_force="no",
)
DEAD_PATIENTS = Evidence(
    authority=_PROVIDERS,
    place="41頁 (要約)",
    seen="paraphrase",
    grade=_PASSAGE,
    in_force="no",
)
LIVENESS = Evidence(
    authority="mic-asp-security-2008",
    place="(別紙4)対策項目一覧表 Ⅲ.1.1.1 基本 (転載: paperzz.com/doc/5369118)",
    words="死活監視インターバル(応答確認) 1回以上/10分*",
    seen="reprint",
    grade="対策参照値",
)
TERMINATION_NOTICE = Evidence(
    authority="meti-checklist-2010",
    place="No.3 サービス提供終了時の事前通知 設定例 (転載: paperzz.com/doc/6280554)",
    words="15ヶ月前にメール/ホームページで通知",
    seen="reprint",
    grade="設定例",
    in_force="no",
)
