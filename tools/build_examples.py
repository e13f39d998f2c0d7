"""Writes examples/rows.xlsx: ten contracts, one a row, as clerks type them; one of them cannot be read.

    python tools/build_examples.py            write it
    python tools/build_examples.py --check    say whether it is fresh

The workbook is the one of `medsla workbook --layout rows`, filled in. Its cells are what Excel makes of typing:
text with leading zeros, dates in words and in eras, date cells, full-width digits, a number shown with zeros. In
row 9 the effective date is a bare number, as a date becomes when its format is lost.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from medsla.spreadsheet import workbook_bytes
from medsla.spreadsheet.engine import packed

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "examples" / "rows.xlsx"
LOST_DATE = 46478  # 2027-04-01 without its format

Typed = str | int | date

# number, signed, effective, institution (name, address, representative; each ja and en), plan
ROWS: tuple[tuple[Typed, ...], ...] = (
    (
        *("00101", "令和9年3月1日", "令和9年4月1日", "あおば内科クリニック", "Aoba Internal Medicine Clinic"),
        *("東京都調布市例示1-2-3", "1-2-3 Reiji, Chofu, Tokyo", "院長 青葉 一郎", "Ichiro Aoba, Director", "standard"),
    ),
    (
        *("00102", "2027-03-01", "2027-04-01", "さくら小児科", "Sakura Children's Clinic"),
        *("東京都府中市例示4-5", "4-5 Reiji, Fuchu, Tokyo", "院長 桜 花子", "Hanako Sakura, Director", "standard"),
    ),
    (
        *("00103", "2027年3月2日", "2027年4月1日", "医療法人海風会 うみかぜ病院", "Umikaze Hospital"),
        *(
            "神奈川県鎌倉市例示町6番",
            "6 Reiji-cho, Kamakura, Kanagawa",
            "理事長 海野 風太",
            "Futa Unno, President",
            "premium",
        ),
    ),
    (
        *("00104", date(2027, 3, 3), date(2027, 4, 1), "やまと整形外科", "Yamato Orthopaedics"),
        *("奈良県奈良市例示町7番地", "7 Reiji-cho, Nara", "院長 大和 三郎", "Saburo Yamato, Director", "standard"),
    ),
    (
        *(105, "R9.3.4", "R9.4.1", "北斗眼科", "Hokuto Eye Clinic"),
        *(
            "北海道札幌市中央区例示8条",
            "Reiji 8-jo, Chuo-ku, Sapporo",
            "院長 北斗 星子",
            "Seiko Hokuto, Director",
            "standard",
        ),
    ),
    (
        *("00106", "２０２７年３月５日", "２０２７年４月１日", "すみれ産婦人科", "Sumire Maternity Clinic"),
        *(
            "京都府京都市左京区例示町9",
            "9 Reiji-cho, Sakyo-ku, Kyoto",
            "院長 菫 春子",
            "Haruko Sumire, Director",
            "premium",
        ),
    ),
    (
        *("00107", "2027/3/8", LOST_DATE, "みどり歯科医院", "Midori Dental Clinic"),
        *(
            "埼玉県川口市例示10",
            "10 Reiji, Kawaguchi, Saitama",
            "院長 緑川 進",
            "Susumu Midorikawa, Director",
            "standard",
        ),
    ),
    (
        *("00108", "令和九年三月九日", "令和九年四月一日", "公立はるか病院", "Haruka Municipal Hospital"),
        *(
            "長野県松本市例示11号",
            "11 Reiji, Matsumoto, Nagano",
            "病院長 春香 四郎",
            "Shiro Haruka, Director",
            "premium",
        ),
    ),
    (
        *("00109", "2027-03-10", "2027-05-01", "髙橋医院", "Takahashi Clinic"),
        *(
            "福岡県北九州市例示12番",
            "12 Reiji, Kitakyushu, Fukuoka",
            "院長 髙橋 五郎",
            "Goro Takahashi, Director",
            "standard",
        ),
    ),
    (
        *("00110", "2027-03-11", "2027-05-01", "なぎさ診療所", "Nagisa Clinic"),
        *("沖縄県那覇市例示13", "13 Reiji, Naha, Okinawa", "所長 渚 六子", "Mutsuko Nagisa, Director", "standard"),
    ),
)


def workbook() -> bytes:
    """The bytes of the workbook, always the same."""
    book = load_workbook(io.BytesIO(workbook_bytes(language="ja-en", layout="rows")))
    sheet = book.worksheets[0]
    for number, row in enumerate(ROWS, 3):
        for column, typed in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = typed  # type: ignore[assignment]
            if isinstance(typed, str):
                cell.data_type = "s"
            elif isinstance(typed, date):
                cell.number_format = 'yyyy"年"m"月"d"日"'
            else:
                cell.number_format = "00000" if typed != LOST_DATE else "General"
    return packed(book, sheet.title)


def parts_of(data: bytes) -> dict[str, bytes]:
    """What a workbook holds: how small it is packed differs between machines."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main() -> int:
    """Write the file, or compare it."""
    fresh = workbook()
    if sys.argv[1:] == ["--check"]:
        if TARGET.is_file() and parts_of(TARGET.read_bytes()) == parts_of(fresh):
            return 0
        print(f"{TARGET.relative_to(ROOT)} is not fresh: run python tools/build_examples.py", file=sys.stderr)
        return 1
    TARGET.write_bytes(fresh)
    return 0


if __name__ == "__main__":
    sys.exit(main())
