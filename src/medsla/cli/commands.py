"""The commands by name: the module that holds each, and what it does in one line of English and of Japanese.

`medsla --help` is answered from here alone, before click or anything of the library is loaded. The lines stand
here in both languages side by side, not with the other sentences, for that reason only.
"""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str, str]] = {
    "review": (
        "comparing",
        "Review offers: what is worse than the yardstick, missing or contradictory, and what to write instead.",
        "提示案を照合し、不利な点、記載のない点、矛盾する点と、その対案を示します。",
    ),
    "diff": (
        "comparing",
        "Compare a proposal with a reference, term by term, as the institution sees it.",
        "基準となる文書と提示案を、医療機関等から見て項目ごとに比べます。",
    ),
    "lint": (
        "comparing",
        "Look in each document by itself for contradictions, gaps and unclear promises.",
        "一つの文書の中の矛盾、抜け、不明確な約束を点検します。",
    ),
    "validate": (
        "checking",
        "Check that files can be read as an SLA, and tell every problem with its place.",
        "ファイルをSLAとして読めるかを確かめ、問題をすべて箇所とともに示します。",
    ),
    "render": (
        "writing",
        "Write an SLA as a Word contract in Japanese, English or both.",
        "SLAを、日本語、英語又は両方のWordの契約書にします。",
    ),
    "extract": (
        "returning",
        "Get back the SLA that a contract of medsla carries, if the file is as it was written.",
        "medslaで作成した契約書から、合意したSLAを取り出します(変更があれば取り出さずに示します)。",
    ),
    "inspect": (
        "returning",
        "Tell every difference between a contract that was sent and the one that came back.",
        "送付した契約書と返送された契約書の違いを、値、文言、変更履歴、見えない文字まで示します。",
    ),
    "finalize": (
        "finalizing",
        "Make the copy of a contract that is sent out: the page stays, private data goes.",
        "送付用の写しを作ります。本文はそのままで、作成者、コメント、編集の記録等を取り除きます。",
    ),
    "amend": (
        "amending",
        "Write the memorandum that amends an agreement, with a table of what stood and what stands.",
        "合意書の一部を変更する覚書を、新旧対照表とともに作成します。",
    ),
    "template": (
        "shaping",
        "Begin a Word template of your own, or look through one before it is used.",
        "自分のWordひな形を書き出し、又は使う前に点検します。",
    ),
    "batch": (
        "batching",
        "Write a Word contract for every row of a table, named after its contract number.",
        "表の1行ごとに1件の契約書を、契約番号をファイル名として作成します。",
    ),
    "questions": (
        "asking",
        "Write one polite question for each term that is not read, ambiguous, conditional or not stated.",
        "未読、不明確、条件付き又は記載なしの項目ごとに、先方への質問票を作ります。",
    ),
    "meeting": (
        "asking",
        "Write the one-page sheet for a meeting: their text, our text, grounds, priority, room for the result.",
        "協議用の一枚の一覧(先方案、当方案、根拠、優先度、結果欄)を作ります。",
    ),
    "workbook": (
        "tabling",
        "Write a workbook to fill in, made from the catalogue, or read one back.",
        "目録から作った記入用のExcelブックを書き出し、又は記入したブックを読み取ります。",
    ),
    "init": (
        "starting",
        "Write a commented starter file with every term of the catalogue.",
        "すべての項目に説明を付けた、記入用のYAMLファイルを作ります。",
    ),
    "terms": (
        "knowing",
        "List the terms of the catalogue: address, label, weight, facets.",
        "項目の一覧(アドレス、名称、重要度、属性)を示します。",
    ),
    "rules": (
        "knowing",
        "List the rules that lint applies: id, severity, what they find.",
        "点検規則の一覧(番号、重要度、内容)を示します。",
    ),
    "profile": (
        "profiling",
        "Show yardsticks, or complete one of headings from its original.",
        "照合基準を一覧又は内容で示します。見出しだけの基準は、原本から補えます。",
    ),
    "position": (
        "positioning",
        "Start a position from a yardstick, or turn one into a workbook and back.",
        "交渉方針を照合基準から作り始めます。ブックとファイルとの変換もできます。",
    ),
    "authorities": (
        "citing",
        "List the documents cited, or set terms against documents.",
        "根拠となる文書の一覧、又は項目・根拠対照表を示します。",
    ),
    "explain": (
        "explaining",
        "Explain a term or a rule: why it matters, and by what authority.",
        "項目又は規則について、なぜ重要か、何を根拠とするかを説明します。",
    ),
    "demo": (
        "demonstrating",
        "Do the main job on the shipped examples, and say where the results are.",
        "付属の例で一通りの作業を行い、結果の置き場所を示します。",
    ),
    "completion": (
        "completing",
        "Print the script that completes commands and options in your shell.",
        "シェルでコマンドとオプションを補完するためのスクリプトを出力します。",
    ),
}
"""Each command: module in `medsla.cli`, English line, Japanese line; in the order in which they are shown."""

_HELP = """\
Usage: medsla COMMAND [OPTIONS] [FILES]

  Compare, review and write service level agreements for medical information in the cloud.
  クラウドで医療情報を扱うサービスのSLAを照合し、契約書を作成します。

Commands:
{commands}

Options:
  -h, --help  Show this text; medsla COMMAND --help has the options of a command and an example.
              この説明を表示します。各コマンドのオプションと例は medsla COMMAND --help で表示します。
  --version   Show the version.

Exit codes:
  0 done · 1 findings at or over --fail-on · 2 usage · 3 input refused · 4 template or result refused ·
  5 some rows failed

  A comparison, not legal advice and not a certificate of conformity. Nothing leaves this machine.
  照合結果であり、法的助言・適合証明ではありません。データを外部に送信しません。
"""


def help_text() -> str:
    """What `medsla --help` prints.

    >>> help_text().splitlines()[0]
    'Usage: medsla COMMAND [OPTIONS] [FILES]'
    """
    width = max(map(len, COMMANDS)) + 2
    lines = [f"  {name:<{width}}{en}\n{'':{width + 2}}{ja}" for name, (_, en, ja) in COMMANDS.items()]
    return _HELP.format(commands="\n".join(lines))
