"""Workbooks: the form to fill in, tables for people, rows for many contracts; all read back behind guards.

Only this package opens openpyxl, and only inside its functions: without the extra `excel` everything else works, and
what needs it says how to install it. Nothing here judges, and nothing is calculated.
"""

from __future__ import annotations

from medsla.spreadsheet.filling import fill
from medsla.spreadsheet.reading import read_workbook
from medsla.spreadsheet.remarks import with_remarks
from medsla.spreadsheet.rows import VARYING, Row, Rows, read_rows
from medsla.spreadsheet.tables import Column, Table, tables_bytes, write_tables
from medsla.spreadsheet.workbook import workbook_bytes, write_workbook

__all__ = [
    "VARYING",
    "Column",
    "Row",
    "Rows",
    "Table",
    "fill",
    "read_rows",
    "read_workbook",
    "tables_bytes",
    "with_remarks",
    "workbook_bytes",
    "write_tables",
    "write_workbook",
]
