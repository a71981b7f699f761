"""PDF files for the tests, written with fpdf2 in DejaVu Sans of matplotlib, which has Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib
from fpdf import FPDF

FONT = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
COLUMNS = (
    ("TÒA ÁN NHÂN DÂN", "HUYỆN KRÔNG PẮC", "TỈNH ĐẮK LẮK"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
)


def new_pdf(font: bool = True) -> FPDF:
    """Return a PDF file without pages."""
    pdf = FPDF()
    if font:
        pdf.add_font("DejaVu", fname=FONT)
        pdf.set_font("DejaVu", size=10)
    return pdf


def add_text_page(pdf: FPDF, lines: Sequence[str]) -> None:
    """Add a page with a text on each line."""
    pdf.add_page()
    for number, line in enumerate(lines):
        pdf.text(20, 20 + 6 * number, line)


def add_columns(pdf: FPDF) -> None:
    """Put two columns side by side on a page, as they stand on top of a judgment."""
    pdf.add_page()
    for column, lines in enumerate(COLUMNS):
        for number, line in enumerate(lines):
            pdf.text(20 + 85 * column, 20 + 6 * number, line)


def add_scan(pdf: FPDF) -> None:
    """Add a page that is a picture."""
    from PIL import Image

    pdf.add_page()
    pdf.image(Image.new("L", (40, 40), 200), x=10, y=10, w=100)
