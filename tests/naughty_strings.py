"""Values that have broken Word files, templates or readers: each is kept letter by letter or refused by address."""

from __future__ import annotations

MARKUP = (
    "R&D <青空>病院", "A & B", "a<b", "a>b", "99.9% < x", "<99.9%", "&amp;", "&lt;", "&#x41;", "&copy;", "<b>太字</b>",
    "</w:t></w:r>", "</w:t></w:r></w:p><w:p><w:r><w:t>追加条項", "<w:br/>", "<!-- x -->", "<![CDATA[x]]>", "]]>",
    "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", '" onload="x', "' or '1'='1", "xml:space", "\\", "\\n",
)
TAGS = (
    "{{ 7*7 }}", "{_{ 7*7 }_}", "{% if x %}", "{_% if x %_}", "{# x #}", "}}", "{{", "%}", "{%", "#}", "{{ title }}",
    "{%p for x in groups %}", "{%tr endfor %}", "{{r title }}", "｛｛ title ｝｝", "${title}", "{title}", "%(title)s", "{0}",
    "{{ ''.__class__ }}", "{% raw %}", "<%= 1 %>", "[[ x ]]", "Undefined", "None", "nan", "null", "{", "}", "{ {x} }",
)
LETTERS = (
    "𠮷田医院", "髙橋", "﨑", "葛\U000e0100城", "辻\U000e0101", "ｱｲｳ", "①②③", "㈱青空", "㎡", "～〜", "−－‐", "‖∥", "¥\\",
    "é", "e\u0301", "が", "か\u3099", "Ａ", "9９٩", "٣", "Α", "А", "ß", "İ", "ﬁ", "🏥", "👨\u200d⚕️", "👩🏽\u200d⚕\ufe0f",
    "🇯🇵", "ﷺ", "اللغة", "עברית", "हिन्दी", "ไทย", "\u200b", "a\u200bb", "a\u00adb", "a\u2060b", "\ufeff", "a\u00a0b",
    "a\u3000b", "\u2028", "\u2029", "\u0085x", "a\u200eb", "a\u200fb", "\ue000", "\U000f0000", "\U0010fffd", "\ufffd",
    "\ufff9", "\u180e", "\u115f", "゛゜", "ヽヾ", "々〆", "㍻", "令和元年", "第〇条",
)
SPACE = (
    " 前", "後 ", "  ", "a  b", "\t", "a\tb", "\n", "a\nb", "\n\n", "a\n", "\na", "a\t\nb", " ", "", "\u2003x",
)
BROKEN = (
    "\x00", "a\x01b", "\x07", "\x08", "a\x0bb", "a\x0cb", "\r", "a\r\nb", "\x0e", "\x1a", "\x1b[31m", "\x1f", "\x7f",
    "\x80", "\x9f", "\ud800", "a\udfffb", "\ud83d", "\ufffe", "\uffff", "\ufdd0", "\ufdd1", "\ufdef", "\U0001fffe",
    "\U0010ffff", "\u202e99.9", "\u202a", "\u2066a\u2069", "\u202c",
)
LONG = ("長" * 5000, "a" * 20_001, "&" * 1000, "{{" * 500, "<" * 300)
NUMBERS = ("99.9%", "0", "-1", "1e309", "NaN", "Infinity", "０", "1,5", "1_0", "=1+1", "@SUM(A1)", "+1", "'1", "00123")

NAUGHTY = (*MARKUP, *TAGS, *LETTERS, *SPACE, *BROKEN, *LONG, *NUMBERS)
