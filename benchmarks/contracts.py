"""What the benchmarks of contracts write: a template as a lawyer keeps it in Word, and contracts that differ.

The articles are typed out in two languages with the parties' names as tags, the service levels are a loop, and
there is what Word leaves behind: session marks, tags cut in two, styles of a usual size. No contract is like one
before: its number, date and parties are its own, and of its service levels as many as are asked for.
"""

from __future__ import annotations

import io
import pickle
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from medsla import office
from medsla.contract import BilingualText, ContractText, Template, load_template, pair
from medsla.contract.composing import compose
from medsla.contract.embedding import Agreed, agreed
from medsla.sla import Sla, load

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "00-clean.yaml"
CHANGED = 1  # service levels of a hundred that differ from those of every other contract
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Made:
    """One contract to be written: what it says, and the object that it carries."""

    text: ContractText | BilingualText
    carried: Agreed


def example() -> Sla:
    """The SLA that all contracts are varied from; every group of the catalogue is in it."""
    return load(EXAMPLE)


def made_contracts(sla: Sla, template: Template, changed: int = CHANGED) -> Iterator[Made]:
    """Contracts without end, none like another, each of strings of its own as one that was just composed.

    Args:
        sla: What they are varied from.
        template: What they will be written with.
        changed: How many service levels of a hundred are new in each.
    """
    first = compose(sla, template).text
    carried = agreed(sla, template.language, template.form)
    count = 0
    while True:
        count += 1
        if isinstance(first, BilingualText):
            text: ContractText | BilingualText = pair(*(_varied(one, count, changed) for one in (first.ja, first.en)))
        else:
            text = _varied(first, count, changed)
        own = replace(carried, data=carried.data.replace(first.number, text.number))
        yield pickle.loads(pickle.dumps(Made(text, own)))  # noqa: S301 - our own, to have new strings


def _varied(text: ContractText, count: int, changed: int) -> ContractText:
    rows = [row for group in text.groups for row in group.rows]
    others = {
        row.text: f"{_NUMBER.sub(str(count), row.text, count=1)} ({count})"
        for number, row in enumerate(rows, 1)
        if (number * 37 + count) % 100 < changed
    }
    varied = _swapped(text, others)
    own = {name: f"{getattr(text.institution, name)} {count}" for name in ("name", "address", "representative")}
    return replace(
        varied,
        number=f"{text.number}-{count:06d}",
        effective=f"{text.effective} ({count})",
        institution=replace(text.institution, **own),
    )


def _swapped(value: Any, others: Mapping[str, str]) -> Any:
    """The same with other texts, wherever a contract repeats them."""
    if type(value) is str:
        return others.get(value, value)
    if isinstance(value, tuple):
        return tuple(_swapped(one, others) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _swapped(getattr(value, one.name), others) for one in fields(value)})
    return value


def word_template(sla: Sla) -> bytes:
    """A template of nine pages in packaging of the size that Word gives it."""
    sys.path.insert(0, str(ROOT / "tools"))
    import build_templates as made
    import template_texts as texts

    body = made.block(texts.WORDS["ja-en"].titles)
    whole = compose(sla, load_template("form-a", language="ja-en")).text
    for language in ("ja", "en"):
        body += _typed_out(getattr(whole, language), language, made)
    body += made.level_table(texts.WORDS["ja-en"], "ja-en") + made.paragraph("Gap", "")
    body += made.paragraph("Body", "{{ ja.master }} {{ en.master }}")
    with zipfile.ZipFile(io.BytesIO(made.package("ja-en", body))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = _as_word_keeps_it(parts["word/document.xml"].decode()).encode()
    latent = "".join(
        f'<w:lsdException w:name="style {number}" w:semiHidden="1" w:uiPriority="{number % 99}" w:unhideWhenUsed="1"/>'
        for number in range(376)
    )
    latent = f'<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:count="376">{latent}</w:latentStyles>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b"</w:docDefaults>", f"</w:docDefaults>{latent}".encode()
    )
    return office.repack(parts)


def _typed_out(text: ContractText, language: str, made: Any) -> str:
    """The articles as paragraphs of a template, with tags for the parties and the date."""
    phrases = {row.text for group in text.groups for row in group.rows}
    style = {"ja": "Ja", "en": "En"}[language]
    found = ""
    for article in text.articles:
        found += made.paragraph(f"{style}Article", article.heading)
        for part in article.paragraphs:
            found += made.paragraph(f"{style}Paragraph", _tagged(part.text, text, language))
            points = (point for point in part.points if not any(phrase in point for phrase in phrases))
            found += "".join(made.paragraph(f"{style}Item", _tagged(point, text, language)) for point in points)
    return found


def _tagged(sentence: str, text: ContractText, language: str) -> str:
    names = {text.institution.label: "institution.label", text.provider.label: "provider.label"}
    names[text.effective] = "effective"
    for shown, name in names.items():
        sentence = sentence.replace(shown, f"{{{{ {language}.{name} }}}}")
    return sentence


def _as_word_keeps_it(xml: str) -> str:
    """The same part with the marks of editing sessions, and every third tag cut over two runs."""
    seen = 0

    def cut(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        if seen % 3:
            return match.group()
        middle = '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">'
        return f"{{{{ {middle}{match.group(1)} }}}}"

    xml = re.sub(r"\{\{ ([a-z.]+) \}\}(?=[^<]*</w:t>)", lambda m: cut(m) if "row." not in m[1] else m[0], xml)
    xml = xml.replace("<w:p>", '<w:p w:rsidR="00A41B7C" w:rsidRDefault="00C95E12" w:rsidP="00C95E12">')
    return xml.replace("<w:r>", '<w:r w:rsidRPr="00A41B7C">').replace(
        '<w:r w:rsidRPr="00A41B7C"><w:t ', '<w:r w:rsidRPr="00A41B7C"><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t '
    )
