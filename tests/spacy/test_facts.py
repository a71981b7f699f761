"""People, offices and the header of a judgment in spaCy's documents."""

from __future__ import annotations

from spacy.tokens import Doc, DocBin

import vnjudnlp

TEXT = (
    "TÒA ÁN NHÂN DÂN HUYỆN KRÔNG PẮC\nBản án số: 12/2021/DS-ST\nNgày: 06-5-2021\n\n"
    "Thẩm phán - Chủ tọa phiên tòa: Bà Lê Thị An\n\nNguyên đơn: Ông Trần Văn B\n\nNỘI DUNG VỤ ÁN:\nÔng B trình bày."
)


def test_facts_survive_saving_and_processes() -> None:
    nlp = vnjudnlp.load()
    doc = nlp(TEXT)
    facts = (doc._.people, doc._.offices, doc._.case)
    assert facts[2] is not None
    assert facts[2]["number"] == "12/2021/DS-ST"
    assert facts[0]
    assert facts[1]
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert (again._.people, again._.offices, again._.case) == facts
    (stored,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert (stored._.people, stored._.offices, stored._.case) == facts
    piped = list(nlp.pipe([TEXT, "không có gì"], n_process=2))
    assert (piped[0]._.people, piped[0]._.offices, piped[0]._.case) == facts
    assert (piped[1]._.people, piped[1]._.offices, piped[1]._.case) == ([], [], None)
