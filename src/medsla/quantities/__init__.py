"""The quantities an SLA promises, each with an order of three answers and a fourth: undecidable.

Pure values: frozen, hashable, exact, nothing from outside the standard library and no calendar (holidays
come in as a set of dates). What is no such quantity is refused with `QuantityError`, a ValueError that
carries a code and fields.
"""
