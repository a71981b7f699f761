"""Pipelines and texts that the tests of the spaCy adapter share."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import vnjudnlp.spacy

NEWS = (
    "Sáng ngày 5/7, tại thành phố Vinh, đồng chí Hồ Thị Lam, Phó Cục trưởng Cục THADS tỉnh Nghệ An chủ trì cuộc họp.\n"
    "Tham dự có ông Lê Quang Bảy, Chánh án TAND huyện Nam Đàn; bà Bảy phát biểu ngày 12 tháng 6 năm 2021."
)
JUDGMENT = (
    "TÒA ÁN NHÂN DÂN\r\nHUYỆN NAM ĐÀN\r\nTỈNH NGHỆ AN\r\n\r\nBản án số: 21/2021/HS-ST\r\nNgày: 14-6-2021\r\n\r\n"
    "Thẩm phán - Chủ tọa phiên tòa:  Bà  Phan Thị Mận.\r\n\tBị cáo Trương Văn T, sinh năm 1990."
)
TEXTS = (
    NEWS,
    JUDGMENT,
    unicodedata.normalize("NFD", NEWS),
    "  Bộ trưởng\u00a0Bộ Tư pháp   gặp \u200bTrần Văn\u200b Sơn\u200b.  \n",
    "Cục Thi hành án dân sự (THADS) tỉnh Nghệ An. Cục THADS tỉnh đã thu 12,5 tỷ đồng theo Luật Đất đai năm 2013.",
    "Chi cục trưởng Chi cục THADS\nhuyện Nam Đàn ký Quyết định số 88/QĐ-CCTHADS\nngày 02/3/2022.",
    "The court sat on Monday 🙂; x\ty\x1cz\x00.",
    "",
    " ",
    "\n\n",
    "\u200b",
    "a",
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    return vnjudnlp.spacy.load()


@pytest.fixture(scope="session")
def syllables() -> Language:
    return vnjudnlp.spacy.load(tokens="syllables")


@pytest.fixture(scope="session")
def texts() -> list[str]:
    return list(TEXTS)


@pytest.fixture(scope="session")
def facts() -> Callable[[Doc], list[dict[str, Any]]]:
    """What a document says about its entities, in the form of ``Entity.to_dict``."""

    def facts_of(doc: Doc) -> list[dict[str, Any]]:
        return [
            {
                "start": ent.start_char,
                "end": ent.end_char,
                "label": ent.label_,
                "norm": ent._.norm,
                "score": ent._.score,
                "source": ent._.source,
                "text": ent.text,
                **({"details": {"body": ent._.body}} if ent._.body else {}),
            }
            for ent in doc.ents
        ]

    return facts_of
