"""One contract written: docxtpl the usual way, docxtpl with one object kept, and medsla with and without its checks.

The template is one that a lawyer would keep in Word: the articles typed out in two languages with the parties'
names as tags, a loop over the service levels, and what Word leaves behind (session marks, tags cut in two). Every
contract has the same values for all. Ratios are taken round by round, and the median of them is told.
"""

from __future__ import annotations

import io
import re
import statistics
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from measuring import interleaved, least_ms, median_ms, options, report

from medsla import office
from medsla.contract import Template, load_template, render_text
from medsla.contract.articles import Choice, compose_articles
from medsla.contract.context import as_context
from medsla.contract.embedding import agreed
from medsla.contract.composing import compose
from medsla.sla import Sla, load

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
BATCH = 10  # contracts in one turn of a fast job


def typed_out(language: str, sla: Sla) -> str:
    """The articles as paragraphs of a template, with tags for what varies."""
    from build_templates import paragraph

    names = ("institution", "provider")
    values = {name: f"{{{{ {language}.{name}.label }}}}" for name in names}
    values |= {
        "agreement": {"ja": "本合意", "en": "this Agreement"}[language],
        "effective": f"{{{{ {language}.effective }}}}",
    }
    values |= {"duration": "1年", "court": "横浜地方裁判所", "prevailing": "日本語"}
    levels = compose(sla, load_template("form-b", language="ja-en")).levels[0]
    style = {"ja": "Ja", "en": "En"}[language]
    found = ""
    for article in compose_articles(Choice("a"), levels, values, language):
        found += paragraph(f"{style}Article", article.heading)
        for part in article.paragraphs:
            found += paragraph(f"{style}Paragraph", part.text)
            found += "".join(paragraph(f"{style}Item", point) for point in part.points if "{{" in point)
    return found


def as_word_keeps_it(xml: str) -> str:
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


def word_template(sla: Sla) -> bytes:
    """A template of nine pages in packaging of the size that Word gives it."""
    import build_templates as made
    import template_texts as texts

    body = made.block(texts.WORDS["ja-en"].titles)
    body += typed_out("ja", sla) + typed_out("en", sla)
    body += made.level_table(texts.WORDS["ja-en"], "ja-en") + made.paragraph("Gap", "")
    body += made.paragraph("Body", "{{ ja.master }} {{ en.master }}")
    with zipfile.ZipFile(io.BytesIO(made.package("ja-en", body))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = as_word_keeps_it(parts["word/document.xml"].decode()).encode()
    latent = "".join(
        f'<w:lsdException w:name="style {number}" w:semiHidden="1" w:uiPriority="{number % 99}" w:unhideWhenUsed="1"/>'
        for number in range(376)
    )
    latent = f'<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:count="376">{latent}</w:latentStyles>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b"</w:docDefaults>", f"</w:docDefaults>{latent}".encode()
    )
    return office.repack(parts)


def docxtpl_usual(data: bytes, context: dict[str, Any]) -> bytes:
    """A template object for each contract, as docxtpl's documentation shows it."""
    template = DocxTemplate(io.BytesIO(data))
    template.render(context, autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def deflated(data: bytes) -> bytes:
    """As docxtpl and Word deflate it."""
    press = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(data) + press.flush()


def floor(template: Template, made: bytes) -> list[bytes]:
    """What is compared with in the end: the changed parts of the finished contract, to be deflated."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return [archive.read(part) for part in template.press.compiled]


def main() -> None:
    """Measure and print."""
    asked = options(str(__doc__))
    sla = load(ROOT / "examples" / "00-clean.yaml")
    data = word_template(sla)
    figures: dict[str, object] = {}
    rows: list[tuple[str, float, float, str]] = []
    shipped = (ROOT / "templates" / "ja" / "form-b.docx").read_bytes()
    for prefix, source, language in (("", data, "ja-en"), ("shipped_", shipped, "ja")):
        template = load_template(source, language=language)  # type: ignore[arg-type]
        text = compose(sla, template).text
        carried = agreed(sla, language, template.form)
        context = as_context(text)
        kept = DocxTemplate(io.BytesIO(source))
        finished = floor(template, render_text(text, template, verify=False))

        def reused(kept: DocxTemplate = kept, context: dict[str, Any] = context) -> None:
            kept.render(context, autoescape=True)
            kept.save(io.BytesIO())

        def many(job: Any) -> Any:
            return lambda: [job() for _ in range(BATCH)]

        jobs = {
            "docxtpl, the usual way": lambda s=source, c=context: docxtpl_usual(s, c),
            "docxtpl, one object kept": reused,
            "medsla, checks, controls, data": many(
                lambda t=template, x=text, c=carried: render_text(x, t, carried=c, deflater=office.by_zlib)
            ),
            "medsla, checks": many(lambda t=template, x=text: render_text(x, t, deflater=office.by_zlib)),
            "medsla, no second reading": many(
                lambda t=template, x=text: render_text(x, t, verify=False, deflater=office.by_zlib)
            ),
            "medsla, no second reading, isal": many(lambda t=template, x=text: render_text(x, t, verify=False)),
            "deflating the changed parts, level 6": many(lambda f=finished: [deflated(part) for part in f]),
        }
        times = interleaved(jobs, rounds=12 if asked.quick else 60, seconds=20 if asked.quick else 120)
        for name, taken in times.items():
            if name.startswith(("medsla", "deflating")):
                times[name] = [time / BATCH for time in taken]
        usual = times["docxtpl, the usual way"]

        def ratio(above: list[float], below: list[float]) -> float:
            return round(statistics.median(a / b for a, b in zip(above, below, strict=True)), 2)

        size = len(finished[0]) // 1024
        note = f"{'the shipped form B, ja' if prefix else 'a typed template, ja-en'}, {size} KB of body"
        rows += [
            (f"{name} ({prefix or 'typed'})", median_ms(taken), least_ms(taken), f"{ratio(usual, taken)} x; {note}")
            for name, taken in times.items()
        ]
        figures |= {
            f"{prefix}render_x": ratio(usual, times["medsla, no second reading"]),
            f"{prefix}checked_x": ratio(usual, times["medsla, checks, controls, data"]),
            f"{prefix}checked_bare_x": ratio(usual, times["medsla, checks"]),
            f"{prefix}docxtpl_reused_x": ratio(usual, times["docxtpl, one object kept"]),
            f"{prefix}floor_ratio": ratio(
                times["medsla, no second reading"], times["deflating the changed parts, level 6"]
            ),
        }
        if office.fastest() is not office.by_zlib:
            figures[f"{prefix}render_fast_x"] = ratio(usual, times["medsla, no second reading, isal"])
    report("One contract written", rows, figures)


if __name__ == "__main__":
    main()
