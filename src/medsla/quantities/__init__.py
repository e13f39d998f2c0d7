"""The quantities an SLA promises, each with an order of three answers and a fourth: undecidable.

Pure values: frozen, hashable, exact, nothing from outside the standard library, no calendar of holidays
(those come in as a set of dates). Texts that are no such quantity are refused with `QuantityError`, a ValueError
that carries a code and fields.
"""
