"""Parts of a Word package as XML trees: read strictly, written back without pretty printing.

A part with a document type declaration is refused here once more, although the zip guard of
`medsla.reading` has looked already: trees are also made from text that medsla itself has built.
"""

from __future__ import annotations

from typing import TypeAlias

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
    namespaces come out as the usual ones.

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
    return root


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
