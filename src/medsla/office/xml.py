"""Parts of a Word package as XML trees: read strictly, written back without pretty printing.

A part with a document type declaration is refused here once more, although the zip guard of
`medsla.reading` has looked already: trees are also made from text that medsla itself has built.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from lxml import etree

from medsla.errors import Place, Problem, ReadError

Element: TypeAlias = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_OFFICE = "http://schemas.microsoft.com/office"
KNOWN_SPACES: Final = frozenset(  # what programs take of those that a file calls optional, as far as they hold text
    {f"{_OFFICE}/word/2010/{kind}" for kind in ("wordml", "wordprocessingShape", "wordprocessingGroup")}
    | {f"{_OFFICE}/word/2010/{kind}" for kind in ("wordprocessingCanvas", "wordprocessingInk", "wordprocessingDrawing")}
    | {f"{_OFFICE}/word/2006/wordml", f"{_OFFICE}/word/2012/wordml", f"{_OFFICE}/word/2012/wordprocessingDrawing"}
    | {f"{_OFFICE}/word/{year}/wordml" for year in ("2018", "2023")}
    | {f"{_OFFICE}/word/2015/wordml/symex", f"{_OFFICE}/word/2016/wordml/cid", f"{_OFFICE}/word/2018/wordml/cex"}
    | {f"{_OFFICE}/word/2020/wordml/sdtdatahash", f"{_OFFICE}/word/2024/wordml/sdtformatlock"}
    | {f"{_OFFICE}/drawing/2010/main", f"{_OFFICE}/drawing/2014/chartex", f"{_OFFICE}/drawing/2016/ink"}
    | {f"{_OFFICE}/drawing/2017/model3d", f"{_OFFICE}/drawing/2010/picture"}
    | {f"{_OFFICE}/drawing/{year}/{number}/chartex" for year, number in (("2015", "9/8"), ("2015", "10/21"))}
    | {f"{_OFFICE}/drawing/2016/{number}/chartex" for number in ("5/9", "5/10", "5/11", "5/12", "5/13", "5/14")}
    | {f"urn:schemas-microsoft-com:{kind}" for kind in ("vml", "office:office", "office:word")}
    | {W, R, MC, MATH, "http://schemas.openxmlformats.org/drawingml/2006/main"}
    | {f"http://schemas.openxmlformats.org/drawingml/2006/{kind}" for kind in ("wordprocessingDrawing", "picture")}
)
_STRICT = (  # the ISO strict form of the same names
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH.encode()),
)


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute.

    >>> w("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{W}}}{name}"


def parse(data: bytes, part: str) -> Element:
    """The root of a part, without comments and processing instructions.

    Entities stay unresolved, nothing is fetched, broken markup is never repaired. The ISO strict
    namespaces come out as the usual ones. Of alternatives that programs choose between, what none would take is gone.

    Raises:
        ReadError: the part is not well-formed or has a document type declaration.

    >>> parse(b"<a><b/></a>", "word/document.xml").tag
    'a'
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        place = Place(spot=part, line=line, column=column)
        raise ReadError(Problem("fence.broken-part", place)) from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise ReadError(Problem("fence.dtd", Place(spot=part)))
    if MC.encode() in data:
        _settle(root)
    return root


def _settle(root: Element) -> None:
    """Leaves of text that stands there twice, or is called optional, what a program shows.

    See ECMA-376 part 3: of the choices, a program takes the first whose namespaces it knows, else the fallback; it
    passes over an element of a namespace that it may ignore, with all that is in it.
    """
    for alternative in list(root.iter(f"{{{MC}}}AlternateContent")):
        choices = alternative.findall(f"{{{MC}}}Choice")
        taken = next((one for one in choices if _is_known(one)), None)
        for one in choices:
            if one is not taken:
                drop(one)
        fallback = alternative.find(f"{{{MC}}}Fallback")
        if taken is None:
            _replace(alternative, [] if fallback is None else list(fallback))
    spaces, open_ones = _ignored(root)
    for element in [one for one in root.iter() if spaces and _space(one) in spaces]:
        kept = element.tag in open_ones or f"{{{_space(element)}}}*" in open_ones
        if kept:
            _replace(element, list(element))
        elif next(element.iter(w("t"), w("instrText"), w("sdt")), None) is not None:
            drop(element)


def _is_known(choice: Element) -> bool:
    return all(choice.nsmap.get(prefix) in KNOWN_SPACES for prefix in choice.get("Requires", "").split())


def _ignored(root: Element) -> tuple[set[str], set[str]]:
    """The namespaces that programs may ignore and do not know, and the elements of them whose content counts."""
    spaces: set[str] = set()
    open_ones: set[str] = set()
    for element in root.iter():
        for prefix in element.get(f"{{{MC}}}Ignorable", "").split():
            spaces.add(element.nsmap.get(prefix, ""))
        for name in element.get(f"{{{MC}}}ProcessContent", "").split():
            prefix, _, own = name.rpartition(":")
            open_ones.add(f"{{{element.nsmap.get(prefix, '')}}}{own}")
    return spaces - KNOWN_SPACES - {""}, open_ones


def _replace(element: Element, children: list[Element]) -> None:
    """Puts the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for number, child in enumerate(children):
        parent.insert(place + number, child)
    drop(element)


def _space(element: Element) -> str:
    return etree.QName(element).namespace or ""


def serialize(root: Element) -> bytes:
    r"""The part's bytes as UTF-8 with the declaration that Word writes.

    >>> serialize(parse(b"<a/>", "a.xml"))
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a/>'
    """
    declaration = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return declaration + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def markup(root: Element) -> str:
    """The tree as text, without a declaration.

    >>> markup(parse("<a>甲</a>".encode(), "a.xml"))
    '<a>甲</a>'
    """
    return etree.tostring(root, encoding="unicode")


def local(element: Element) -> str:
    """The tag without its namespace.

    >>> local(parse(b'<a xmlns="x"/>', "a.xml"))
    'a'
    """
    return etree.QName(element).localname


def drop(element: Element) -> None:
    """Takes an element out of its tree; the text behind it stays.

    >>> root = parse(b"<a>1<b/>2</a>", "a.xml")
    >>> drop(root[0])
    >>> markup(root)
    '<a>12</a>'
    """
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)
