"""The Sla: one document's promises as an immutable value."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from medsla.catalogue import Address, Term, case_key, catalogue, parse_address
from medsla.errors import OutputError, Place, Problem, UnknownAddress
from medsla.reading.values import Position, pointer_step
from medsla.results import Plain
from medsla.sla.canonical import canonical
from medsla.sla.changing import with_value, without_value
from medsla.sla.plain import frozen, merged, normalised, thawed

if TYPE_CHECKING:
    from medsla.model import Terms

Source = tuple[str, str]
"""Kind (json, yaml) and text that a document was read from."""

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_BESIDE_FACETS: Final = frozenset({"answer", "said", "bound", "actual", "candidates"})
_ENDINGS: Final = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}


class Sla:
    """One SLA: immutable, equal to another that promises the same, however either is written.

    `data` is the document as read-only plain data, without `origin` and `unmapped`, with each refusal
    (`provided: false`, an empty principal list) said as `answer: none`. Made by `medsla.load`.

    >>> from medsla.sla import load_data
    >>> sla = load_data(
    ...     {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}}}}
    ... )
    >>> sla["recovery.rto.within"], sla.terms.recovery.rto.within.in_seconds
    ('PT4H', Fraction(14400, 1))
    """

    __slots__ = ("_cache", "_raw", "_source", "data", "file", "places")

    data: Mapping[str, Any]
    file: str | None
    places: Mapping[str, Position]
    _raw: Mapping[str, Any]
    _source: Source | None
    _cache: dict[str, Any]

    def __init__(
        self,
        raw: Mapping[str, Any],
        *,
        file: str | None = None,
        places: Mapping[str, Position] = _NOTHING,
        source: Source | None = None,
    ) -> None:
        values = {
            "data": frozen(normalised(raw)),
            "file": file,
            "places": MappingProxyType(dict(places)),
            "_raw": frozen(raw),
            "_source": source,
            "_cache": {},
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        message = f"an Sla is immutable; use replace() to get a changed one ({name})"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        self.__setattr__(name, None)

    @property
    def terms(self) -> Terms:
        """The terms as typed values, for Python: `sla.terms.availability.uptime.percent`."""
        if "terms" not in self._cache:
            from medsla import model
            from medsla.sla.structuring import structured

            self._cache["terms"] = structured(model.Terms, self.data["terms"])
        found: Terms = self._cache["terms"]
        return found

    @property
    def digest(self) -> str:
        """SHA-256 of what the document promises: no spelling, no origin, no catalogue stamp."""
        if "digest" not in self._cache:
            from medsla.reading.writing import digest

            self._cache["digest"] = digest(canonical(self.data))
        return str(self._cache["digest"])

    @property
    def origin(self) -> Mapping[str, Mapping[str, str]]:
        """Where each value was read, by address."""
        found: Mapping[str, Mapping[str, str]] = self._raw.get("origin", _NOTHING)
        return found

    @property
    def unmapped(self) -> tuple[Mapping[str, str], ...]:
        """What the source says and no term holds."""
        found: tuple[Mapping[str, str], ...] = self._raw.get("unmapped", ())
        return found

    @property
    def role(self) -> str:
        """What the paper is: offer (also where it is not said), requirement or agreement."""
        return str(self._part("document").get("role", "offer"))

    @property
    def extent(self) -> str:
        """How much of the paper was read: whole (also where it is not said) or excerpt."""
        return str(self._part("document").get("extent", "whole"))

    @property
    def incorporates(self) -> tuple[str, ...]:
        """The papers that this one refers to and that were not read."""
        return tuple(self._part("document").get("incorporates", ()))

    @property
    def agreement(self) -> Mapping[str, Any]:
        """Number, title, dates; empty where nothing is said."""
        return self._part("agreement")

    @property
    def parties(self) -> Mapping[str, Any]:
        """Institution and provider; empty where nothing is said."""
        return self._part("parties")

    @property
    def service(self) -> Mapping[str, Any]:
        """Name, model, use, information, severities; empty where nothing is said."""
        return self._part("service")

    def _part(self, key: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.data.get(key, _NOTHING)
        return found

    @property
    def stated(self) -> tuple[str, ...]:
        """The addresses of the terms that the document speaks of, in the order of the catalogue."""
        return tuple(address for address in catalogue().terms if self.states(address))

    def term(self, address: str) -> Mapping[str, Plain]:
        """What the document says of a term; empty where it says nothing.

        Raises:
            UnknownAddress: the catalogue has no such term.
        """
        return self._said(catalogue().term(address))

    def _said(self, term: Term) -> Mapping[str, Plain]:
        found: Mapping[str, Plain] = self.data["terms"].get(term.group, _NOTHING).get(term.key, _NOTHING)
        return found

    def cases(self, address: str) -> Mapping[str, Mapping[str, Plain]]:
        """Each case of a term by its key, with what the term says for all of them; empty without cases.

        Raises:
            UnknownAddress: the catalogue has no such term.
        """
        term = catalogue().term(address)
        said: Mapping[str, Any] = self._said(term)
        rows: Sequence[Mapping[str, Any]] = said.get("cases", ())
        return MappingProxyType({case_key(row["when"]): merged(term, said, row) for row in rows})

    def get(self, address: str, default: Any = None) -> Any:
        """The value at the address of a term, a case or a facet; the default where it is not stated.

        Raises:
            UnknownAddress: the catalogue has no such term or facet.

        >>> from medsla.sla import load_data
        >>> load_data({"medsla": "1.0", "terms": {}}).get(
        ...     "recovery.rto.within", "not stated"
        ... )
        'not stated'
        """
        parts = self._known(address)
        rows = self.cases(parts.term) if parts.case else _NOTHING
        said = rows.get(parts.case, _NOTHING) if parts.case else self.term(parts.term)
        return said.get(parts.facet, default) if parts.facet else said or default

    def _known(self, address: str) -> Address:
        """The parts of an address that the catalogue has."""
        parts = parse_address(address)
        catalogue().term(parts.term)
        if parts.facet and parts.facet not in _BESIDE_FACETS:
            catalogue().facet(f"{parts.term}.{parts.facet}")
        return parts

    def __getitem__(self, address: str) -> Any:
        found = self.get(address, _NOTHING)
        if found is _NOTHING:
            raise KeyError(address)
        return found

    def states(self, address: str) -> bool:
        """Whether the document speaks of a term (a principal facet, an answer, cases), a case or a facet.

        Raises:
            UnknownAddress: the catalogue has no such term or facet.
        """
        parts = self._known(address)
        if parts.facet:
            return self.get(address, _NOTHING) is not _NOTHING
        term = catalogue().term(parts.term)
        said = self.get(address, _NOTHING)
        return any(key in said for key in (*term.principal, "answer", "cases"))

    def place(self, address: str) -> Place:
        """Where the value at an address stands: file, line and pointer, and where its source says so.

        Raises:
            UnknownAddress: the catalogue has no such term.
        """
        parts = self._known(address)
        pointer = "".join(pointer_step(step) for step in self._path(parts))
        around = pointer
        while around and around not in self.places:
            around = around.rpartition("/")[0]
        line, column = self.places.get(around, (None, None))
        origin = self.origin.get(address) or self.origin.get(parts.term) or _NOTHING
        return Place(self.file, line, column, pointer, address, origin.get("place"))

    def _path(self, parts: Address) -> list[str | int]:
        path: list[str | int] = ["terms", *parts.term.split(".")]
        if parts.case:
            rows = list(self.cases(parts.term))
            if parts.case not in rows:
                raise UnknownAddress(str(parts), rows)
            path += ["cases", rows.index(parts.case)]
        return [*path, parts.facet] if parts.facet else path

    def replace(self, address: str, value: Any) -> Sla:
        """A new Sla with one value changed: a facet, a term or a case; the value is plain or of the model.

        A value takes the place of an answer and of candidates, an answer that of the values.

        Raises:
            InvalidSla: the result breaks the schema.
            UnknownAddress: the catalogue has no such address, or the document no such case.

        >>> from medsla.sla import load_data
        >>> sla = load_data({"medsla": "1.0", "terms": {}})
        >>> sla.replace("recovery.rto.within", "PT4H").stated
        ('recovery.rto',)
        """
        from medsla.sla.loading import load_data
        from medsla.sla.structuring import unstructured

        plain = thawed(value) if isinstance(value, Mapping | list) else unstructured(value)
        changed = with_value(self._raw, self._path(self._known(address)), plain)
        return load_data(changed, self.file, places=self.places, source=self._source)

    def without(self, address: str) -> Sla:
        """A new Sla that says nothing at an address; the same where it said nothing.

        >>> from medsla.sla import load_data
        >>> sla = load_data(
        ...     {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}}}}
        ... )
        >>> sla.without("recovery.rto").stated
        ()
        """
        from medsla.sla.loading import load_data

        changed = without_value(self._raw, self._path(self._known(address)))
        return load_data(changed, self.file, places=self.places, source=self._source)

    def document(self) -> dict[str, Any]:
        """The whole document as plain data to write: with its catalogue stamp, origin and unmapped."""
        raw: dict[str, Any] = thawed(self._raw)
        stamp = raw.pop("catalogue", None) or {"edition": catalogue().edition, "sha256": catalogue().sha256}
        return {"medsla": raw.pop("medsla"), "catalogue": stamp} | raw

    def to_json(self) -> str:
        """The document as JSON; decimals keep their digits."""
        from medsla.reading.writing import dump_json

        return dump_json(self.document())

    def to_yaml(self) -> str:
        r"""The document as YAML; read from YAML, it keeps the comments and layout of what is unchanged.

        >>> from medsla.sla import load
        >>> load(b"medsla: '1.0'  # format\nterms: {}\n").to_yaml().splitlines()[0]
        "medsla: '1.0'  # format"
        """
        from medsla.reading.documents import read_document
        from medsla.reading.writing import dump_yaml

        like = None
        if self._source is not None and self._source[0] == "yaml":
            like = read_document(self._source[1].encode("utf-8"), name="source.yaml")
        return dump_yaml(self.document(), like=like)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the document whole or not at all, as JSON or YAML by the ending of the name.

        Raises:
            OutputError: another ending, or the file cannot be written.
        """
        from medsla.reading.files import write_atomically

        ending = PurePath(path).suffix.lower()
        if ending not in _ENDINGS:
            fields = {"ending": ending or "-", "known": ", ".join(_ENDINGS)}
            raise OutputError(Problem.of("sla.ending", Place(file=os.fspath(path)), **fields))
        text = self.to_json() if _ENDINGS[ending] == "json" else self.to_yaml()
        write_atomically(path, text.encode("utf-8"))

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, Sla) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Sla {self.file or 'without file'}: {len(self.stated)} terms, {self.digest[:12]}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuilt, (thawed(self._raw), self.file, dict(self.places), self._source))


def _rebuilt(raw: dict[str, Any], file: str | None, places: dict[str, Position], source: Source | None) -> Sla:
    return Sla(raw, file=file, places=places, source=source)
