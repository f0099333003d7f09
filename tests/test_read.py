"""read: what reaches the stored text, what is refused, and in which words."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import typst
from gold import names
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import schemas
from pipeline.read import NothingToRead, pdf, read, run
from pipeline.read.document import Unreadable
from pipeline.read.encoding import decode
from pipeline.read.identify import OFFICIAL, identify
from pipeline.read.webpage import read_page
from pipeline.read.word import read_word

HERE = Path(__file__).parent
PAGES = HERE / "documents" / "read"
SENTENCE = "The project brings 40 neighbours together in the old courtyard."

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes files by name (a string as UTF-8) below a new folder."""

    def write(files: dict[str, bytes | str]) -> Path:
        root = tmp_path / "raw"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


def texts(raw: Path) -> dict[str, str]:
    documents, _ = read(raw)
    return dict(zip(documents["document_id"], documents["text"], strict=True))


def reasons(raw: Path) -> dict[str, str]:
    _, rejects = read(raw)
    return {row.path: f"{row.reason} {row.what_to_do}" for row in rejects.itertuples()}


# --- plain text


def test_plain_text_is_stored_character_by_character(folder: Folder) -> None:
    text = "Pirma eilutė \r\n\r\n\tAntra\u00a0eilutė\x0c\n  „30–40“ e\u0301 \u200b galas \n\n"
    assert texts(folder({"a.txt": text})) == {"a.txt": text}


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\r\t "), min_size=1))
def test_any_text_survives_decoding(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == text


def test_only_a_byte_order_mark_is_dropped(folder: Folder) -> None:
    raw = folder({"a.txt": b"\xef\xbb\xbf" + SENTENCE.encode(), "b.txt": (SENTENCE + "!").encode("utf-16")})
    assert texts(raw) == {"a.txt": SENTENCE, "b.txt": SENTENCE + "!"}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1257",
            "Projekto „Kiemų šventė“ dalyviai – šimtas žmonių iš Šiaulių ir Mažeikių. Ačiū už ąžuolus!",
        ),
        (
            "cp1250",
            "A közösségi ház megújítása során ötszáz fő vesz részt az őszi műhelyekben és a tűzugráson.",
        ),
        (
            "cp1251",
            "Проектът подкрепя читалищата и включва петстотин души от селата около града през есента.",
        ),
        ("iso8859-2", "Żółte łódki płyną przez miasto, a pięćset osób weźmie udział w święcie sąsiadów."),
        ("utf-16-le", "Bendruomenės šventė vyks rugsėjo mėnesį, kviečiami visi kaimynai."),
    ],
)
def test_older_encodings_are_recognised(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_title_is_the_first_line_with_words(folder: Folder) -> None:
    documents, _ = read(
        folder({"a.txt": "\n \n---\n\n  # Kiemų šventė \r\nToliau 40 kaimynų.", "b.md": "x" * 900})
    )
    assert documents["title"][0] == "Kiemų šventė"
    assert len(documents["title"][1]) <= 301


def test_the_link_past_a_menu_is_no_title(folder: Folder) -> None:
    pages = {
        "a.txt": "skip to Main Content\n\nA garden for everyone",
        "b.txt": "Ugrás a tartalomra\nHarminc kert",
        "c.txt": "Skip to the loo: forty children dance in Leeds this spring\nMore",
    }
    titles = read(folder(pages))[0]["title"].tolist()
    assert titles == [
        "A garden for everyone",
        "Harminc kert",
        "Skip to the loo: forty children dance in Leeds this spring",
    ]


# --- pages


def test_a_page_keeps_every_item_and_cell_and_loses_its_surroundings() -> None:
    content = read_page((PAGES / "courtyards.html").read_bytes())
    assert content.text.split("\n\n") == [
        "Music in the courtyards",
        "The budget of the project is 148\u00a0680.00\u00a0EUR.\nWe expect at least 500 neighbours.",
        "- 5 concerts\n- 2 of them for children\n- 30 workshops",
        "After the list.",
        "Result | Planned | Achieved\nParticipants | 140 | 172\nBooklets | | 3 titles",
        "Length\n16 months",
        "Place\nUpė",
        "Who is welcome",
        "20 volunteers of any age.",
        "Partners | 7",
    ]
    assert (content.title, content.published) == ("Music in the courtyards", "2023-05-04")


def test_tables_that_lay_out_a_page_are_not_read_as_rows() -> None:
    content = read_page((PAGES / "layout.html").read_bytes())
    assert content.text.split("\n\n") == [
        "Home",
        "Choir meeting",
        "Three choirs meet in Upė.",
        "Choir | Singers\nAidas | 40",
    ]


WORDS = st.lists(
    st.text(st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x24F), min_size=1, max_size=12),
    min_size=1,
    max_size=4,
).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(
    items=st.lists(WORDS, max_size=6),
    rows=st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=5),
    depth=st.integers(0, 5),
    wrapper=st.sampled_from(["div", "main", "article", "section", "form", "center"]),
)
def test_every_list_item_and_cell_is_in_the_text(
    items: list[str], rows: list[list[str]], depth: int, wrapper: str
) -> None:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    listed = "".join(f"<li>{item}" for item in items)
    page = f"<html><body>{f'<{wrapper}>' * depth}<p>Start</p><ul>{listed}</ul><table>{table}</table>"
    text = read_page(page.encode()).text
    lines = text.split("\n")
    assert [line for line in lines if line.startswith("- ")] == [f"- {item}" for item in map(composed, items)]
    for row in rows:
        assert " | ".join(map(composed, row)) in lines


def composed(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


def test_what_holds_most_of_a_page_is_content_whatever_its_class() -> None:
    page = f"<body><div class='menu-open with-sidebar'><p>{SENTENCE}</p></div></body>"
    assert read_page(page.encode()).text == SENTENCE
    page = f"<body><header><h1>Spring fair</h1><nav>Menu</nav></header><p>{SENTENCE}</p></body>"
    assert read_page(page.encode()).text == f"Spring fair\n\n{SENTENCE}"


def test_the_heading_of_a_page_stays_though_it_stands_outside_its_main_part() -> None:
    page = f"<body><header><h1>Spring fair</h1></header><main><p>{SENTENCE}</p></main></body>"
    content = read_page(page.encode())
    assert (content.title, content.text) == ("Spring fair", f"Spring fair\n\n{SENTENCE}")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="DC.date" content="2021-02-03">', "2021-02-03"),
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2020-09-01T08:00"}]}</script>',
            "2020-09-01",
        ),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<time datetime="2019-12-31" class="entry-date">31 December</time>', "2019-12-31"),
        ('<time datetime="2019-12-31">the concert</time>', None),
        ('<meta name="date" content="2021-13-45">', None),
    ],
)
def test_publication_date_comes_from_what_the_page_says_of_itself(head: str, published: str | None) -> None:
    assert (
        read_page(f"<html><head>{head}</head><body><p>{SENTENCE}</p></body></html>".encode()).published
        == published
    )


def test_title_without_a_top_heading() -> None:
    page = (
        f'<head><title>Fair | Town</title><meta property="og:title" content="Fair"></head><p>{SENTENCE}</p>'
    )
    assert read_page(page.encode()).title == "Fair"
    assert (
        read_page(f"<head><title>Fair | Town</title></head><p>{SENTENCE}</p>".encode()).title == "Fair | Town"
    )


def test_declared_encoding_is_used_and_a_stale_one_is_not() -> None:
    page = "<html><head><meta charset='{}'></head><body><p>Šventė Žvėryne</p></body></html>"
    assert read_page(page.format("windows-1257").encode("cp1257")).text == "Šventė Žvėryne"
    assert read_page(page.format("windows-1257").encode("utf-8")).text == "Šventė Žvėryne"


def test_pages_are_known_by_their_content(folder: Folder) -> None:
    page = f"<!-- saved -->\n<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>"
    documents, _ = read(folder({"page.txt": page, "page": page + " "}))
    assert list(documents["media_type"]) == ["text/html"] * 2
    assert list(documents["text"]) == [SENTENCE] * 2


# --- PDF and Word


def test_pdf_gives_paragraphs_in_order() -> None:
    source = """#set document(title: "Kiemų šventė")
#set text(hyphenate: true, lang: "lt")
#set page(width: 9cm)
#set par(justify: true)
= Kiemų šventė
Numatoma, kad projekto veiklose dalyvaus ne mažiau kaip 500 bendruomenininkų ir savanorių.

Biudžetas – 148 680,00 EUR.
#pagebreak()
Antras puslapis."""
    content = pdf.read_pdf(typst.compile(source.encode()))
    assert content.title == "Kiemų šventė"
    assert [" ".join(block.split()) for block in content.text.split("\n\n")] == [
        "Kiemų šventė",
        "Numatoma, kad projekto veiklose dalyvaus ne mažiau kaip 500 bendruomenininkų ir savanorių.",
        "Biudžetas – 148 680,00 EUR.",
        "Antras puslapis.",
    ]


def test_damaged_and_wordless_pdfs_are_refused(folder: Folder) -> None:
    whole = typst.compile(b"Hello")
    raw = folder(
        {"half.pdf": whole[: len(whole) // 2], "drawn.pdf": typst.compile(b"#rect()"), "not.pdf": SENTENCE}
    )
    said = reasons(raw)
    assert "damaged" in said["half.pdf"]
    assert "OCR" in said["drawn.pdf"]
    assert "something else" in said["not.pdf"]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(body: str, doctype: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        document = f'<?xml version="1.0"?>{doctype}{document}'
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_keeps_lists_tables_and_form_fields_and_not_what_was_deleted() -> None:
    row = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Dalyviai", "140", "172"))
    body = (
        paragraph("Kiemų šventė")
        + paragraph("5 koncertai", "<w:numPr/>")
        + paragraph("2 dirbtuvės", '<w:pStyle w:val="ListBullet"/>')
        + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
        + f"<w:sdt><w:sdtContent>{paragraph('Suma: 6998,00 Eur')}</w:sdtContent></w:sdt>"
        + "<w:p><w:del><w:r><w:delText>7000</w:delText></w:r></w:del><w:r><w:t>Galas</w:t></w:r></w:p>"
    )
    content = read_word(word_file(body))
    assert content.text == (
        "Kiemų šventė\n\n- 5 koncertai\n- 2 dirbtuvės\n\nDalyviai | 140 | 172\n\nSuma: 6998,00 Eur\n\nGalas"
    )
    assert content.title == "Kiemų šventė"


def test_word_files_that_attack_or_are_damaged_are_refused(folder: Folder) -> None:
    bomb = word_file("<w:p/>" + " " * 101_000_000)
    assert len(bomb) < 200_000
    laughs = '<!DOCTYPE d [<!ENTITY a "ha ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    torn = bytearray(word_file(paragraph(SENTENCE)))
    torn[60:90] = bytes(30)
    raw = folder(
        {
            "bomb.docx": bomb,
            "laughs.docx": word_file(paragraph("5 concerts &b;"), doctype=laughs),
            "half.docx": word_file(paragraph(SENTENCE))[:-30],
            "torn.docx": torn,
            "none.docx": word_file(""),
            "deep.docx": word_file("<w:p>" * 5_000 + "</w:p>" * 5_000),
        }
    )
    documents, _ = read(raw)
    assert list(documents["text"]) == ["5 concerts"]  # the entity is not expanded
    said = reasons(raw)
    assert "unpacks to more than 100 MB" in said["bomb.docx"]
    assert "damaged" in said["half.docx"]
    assert "damaged" in said["torn.docx"]
    assert "no text" in said["none.docx"]
    assert "damaged" in said["deep.docx"]


# --- language

SENTENCES = {
    "bg": "Проектът подкрепя младежки инициативи в малките населени места.",
    "cs": "Projekt podporuje mladé lidi a jejich sousedy v malých obcích.",
    "da": "Projektet støtter unge og deres naboer i de små landsbyer.",
    "de": "Das Projekt unterstützt junge Menschen und ihre Nachbarn in kleinen Gemeinden.",
    "el": "Το έργο στηρίζει τους νέους και τις μικρές κοινότητες της περιοχής.",
    "en": "The project supports young people and their neighbours in small villages.",
    "es": "El proyecto apoya a los jóvenes y a sus vecinos en los pueblos pequeños.",
    "et": "Projekt toetab noori ja nende naabreid väikestes külades.",
    "fi": "Hanke tukee nuoria ja heidän naapureitaan pienissä kylissä.",
    "fr": "Le projet soutient les jeunes et leurs voisins dans les petits villages.",
    "ga": "Tacaíonn an tionscadal le daoine óga agus lena gcomharsana sna sráidbhailte beaga.",
    "hr": "Projekt podupire mlade ljude i njihove susjede u malim mjestima.",
    "hu": "A projekt a fiatalokat és szomszédaikat támogatja a kis falvakban.",
    "it": "Il progetto sostiene i giovani e i loro vicini nei piccoli paesi.",
    "lt": "Projektas remia jaunus žmones ir jų kaimynus mažuose miesteliuose.",
    "lv": "Projekts atbalsta jauniešus un viņu kaimiņus mazajos ciemos.",
    "mt": "Il-proġett jappoġġa liż-żgħażagħ u l-ġirien tagħhom fl-irħula ż-żgħar ta' Malta u ta' Għawdex.",
    "nl": "Het project steunt jongeren en hun buren in de kleine dorpen.",
    "pl": "Projekt wspiera młodych ludzi i ich sąsiadów w małych miejscowościach.",
    "pt": "O projeto apoia os jovens e os seus vizinhos nas pequenas aldeias.",
    "ro": "Proiectul sprijină tinerii și vecinii lor din satele mici.",
    "sk": "Projekt podporuje mladých ľudí a ich susedov v malých obciach.",
    "sl": "Projekt podpira mlade in njihove sosede v majhnih vaseh.",
    "sv": "Projektet stöder unga människor och deras grannar i de små byarna.",
}


def test_all_official_languages_have_a_sentence_here() -> None:
    assert set(SENTENCES) == OFFICIAL


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_each_official_language_is_recognised(language: str) -> None:
    assert identify(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "12 345,00 EUR / 2021-05-04",
        "Prosjektet støtter ungdommer og naboene deres i bygdene, og det skal ikke koste noe.",
        "Проект поддерживает молодёжь и её соседей в небольших посёлках области.",
        "Bu proje küçük köylerdeki gençleri ve komşularını destekliyor.",
        "qwzx vbnk trpl ghjk wrtz",
        "",
    ],
)
def test_other_languages_and_no_words_are_unknown(text: str) -> None:
    assert identify(text) is None


def test_what_a_page_declares_is_only_asked_where_words_do_not_tell() -> None:
    assert identify("12 345,00 EUR", declared="lt") == "lt"
    assert identify("12 345,00 EUR", declared="xx") is None
    assert identify(SENTENCES["lt"], declared="en") == "lt"


def test_a_menu_in_another_language_does_not_outvote_the_text() -> None:
    menu = "Skip to main content\nHome\nAbout us\nSearch\nWe use cookies to improve your experience\n\n"
    assert identify(menu + SENTENCES["lt"] + " Į renginius kviečiami visi miestelio gyventojai.") == "lt"


def test_the_language_of_labelled_documents_is_right() -> None:
    wrong = []
    for name in names():
        gold = json.loads(
            (HERE / ("seeds" if name.startswith("seed") else "corpus/gold") / f"{name}.json").read_text()
        )
        path = HERE / "corpus/text" / f"{name}.txt"
        if name.startswith("seed"):
            path = HERE.parent / "data/raw/documents" / gold["file"]
        if (found := identify(path.read_bytes().decode())) != gold["language"]:
            wrong.append((name, gold["language"], found))
    assert wrong == []


# --- cards


def test_a_card_says_what_the_text_does_not(folder: Folder) -> None:
    card = (
        'publisher = "Upės  seniūnija"\nlanguage = "lt"\nsource_url = "https://example.org/a"\n'
        'read_on = 2024-05-31\npublished = "2023-11"\n'
    )
    documents, rejects = read(folder({"a.txt": SENTENCE, "a.txt.source.toml": card, "b.txt": SENTENCE + "!"}))
    first, second = documents.to_dict("records")
    said = ("publisher", "language", "source_url", "read_on", "published")
    assert [first[name] for name in said] == [
        "Upės seniūnija",
        "lt",
        "https://example.org/a",
        "2024-05-31",
        "2023-11",
    ]
    assert second["language"] == "en"
    assert all(pd.isna(second[name]) for name in said if name != "language")
    assert rejects.empty


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ('publisher = "A', "not valid TOML"),
        (b'publisher = "\xe0\xff"', "not UTF-8"),
        ('language = "lithuanian"', "language is 'lithuanian', but has to be one of bg"),
        ("read_on = 2024", "read_on is '2024', but has to be a date such as 2024-05-31"),
        ('published = "2023-02-30"', "published is '2023-02-30'"),
        ('source_url = "file:///etc"', "has to begin with https://"),
        ('editor = "A"', "'editor', which means nothing; the names are publisher,"),
        ("publisher = 5", "publisher is 5"),
    ],
)
def test_a_wrong_card_is_named_and_its_document_still_read(
    folder: Folder, card: str | bytes, said: str
) -> None:
    raw = folder({"a.txt": SENTENCE, "a.txt.source.toml": card})
    assert texts(raw) == {"a.txt": SENTENCE}
    assert said in reasons(raw)["a.txt.source.toml"]


def test_a_wrong_line_does_not_spoil_the_rest_of_a_card(folder: Folder) -> None:
    documents, rejects = read(
        folder({"a.txt": SENTENCE, "a.txt.source.toml": 'color = "red"\npublisher = "A"'})
    )
    assert documents["publisher"][0] == "A"
    assert len(rejects) == 1


def test_a_card_alone_is_named(folder: Folder) -> None:
    assert (
        "no document beside it"
        in reasons(folder({"a.txt": SENTENCE, "b.txt.source.toml": ""}))["b.txt.source.toml"]
    )


# --- what is refused


def test_a_parser_that_fails_costs_one_document(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes) -> None:
        raise AssertionError("not expected here")

    monkeypatch.setattr(pdf, "read_pdf", fail)
    raw = folder({"a.pdf": b"%PDF-1.7", "b.txt": SENTENCE})
    assert texts(raw) == {"b.txt": SENTENCE}
    assert "could not be read (AssertionError)" in reasons(raw)["a.pdf"]


def test_each_bad_file_has_its_own_sentence(folder: Folder) -> None:
    raw = folder(
        {
            "good.txt": SENTENCE,
            "same.txt": SENTENCE,
            "empty.txt": b"",
            "blank.txt": " \n\u00a0\n",
            "signs.txt": "--- *** ---",
            "binary.txt": bytes(range(256)) * 20,
            "cut.txt": SENTENCE.encode("utf-16")[:-1],
            "zero.txt": "5 concerts\0 and 3 more",
            "old.doc": b"\xd0\xcf\x11\xe0" + bytes(500),
            "photo.jpg": b"\xff\xd8\xff\xe0",
            "plan.foo": SENTENCE,
            "empty.html": "<html><body><script>draw()</script></body></html>",
        }
    )
    assert list(texts(raw)) == ["good.txt"]
    said = reasons(raw)
    assert (
        said["same.txt"]
        == "The file is the same, byte for byte, as good.txt, which was read. Remove one of the two."
    )
    assert said["empty.txt"].startswith("The file is empty.")
    assert said["blank.txt"].startswith("The file holds no words.")
    assert said["signs.txt"].startswith("The file holds no words.")
    assert "binary" in said["binary.txt"]
    assert "binary" in said["zero.txt"]
    assert "looks like UTF-16" in said["cut.txt"]
    assert "old Word document (.doc)" in said["old.doc"]
    assert "a picture (.jpg)" in said["photo.jpg"]
    assert "kind .foo" in said["plan.foo"]
    assert "no text" in said["empty.html"]
    assert list(said) == sorted(said)


@pytest.mark.parametrize("path", ["missing", "file.txt", "empty"])
def test_nothing_to_read_is_one_sentence(tmp_path: Path, path: str) -> None:
    (tmp_path / "file.txt").write_text(SENTENCE)
    (tmp_path / "empty/documents").mkdir(parents=True)
    (tmp_path / "empty/documents/.hidden.txt").write_text(SENTENCE)
    with pytest.raises(NothingToRead) as error:
        read(tmp_path / path)
    assert path in str(error.value)
    assert "\n" not in str(error.value)
    assert str(error.value).endswith(".")


def test_documents_folder_is_preferred_and_order_is_by_path(folder: Folder) -> None:
    files = {f"documents/{name}": f"{SENTENCE} {name}" for name in ("b/a.txt", "a.txt", "b.txt", "č.txt")}
    raw = folder({**files, "outcomes/result.csv": "a,b", "notes.txt": SENTENCE})
    assert list(texts(raw)) == ["a.txt", "b.txt", "b/a.txt", "č.txt"]


def test_links_out_of_the_folder_are_not_followed(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/file.txt").write_text("The secret of 12 neighbours.")
    raw = folder({"a.txt": SENTENCE})
    (raw / "out.txt").symlink_to(tmp_path / "secret/file.txt")
    (raw / "folder").symlink_to(tmp_path / "secret")
    (raw / "nowhere.txt").symlink_to(raw / "gone.txt")
    (raw / "loop").symlink_to(raw)
    (raw / "a.txt.source.toml").symlink_to(tmp_path / "secret/file.txt")
    os.mkfifo(raw / "pipe.txt")
    assert texts(raw) == {"a.txt": SENTENCE}
    said = reasons(raw)
    assert set(said) == {"out.txt", "folder", "nowhere.txt", "loop", "pipe.txt", "a.txt.source.toml"}
    assert "leads out of the folder" in said["out.txt"]
    assert "pipe" in said["pipe.txt"]


# --- hostile pages and texts


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "x",
        "<ul><li>" * 50_000 + "x",
        "<table><tr><td>" * 30_000 + "x",
        "<ul>" + "<li>x" * 100_000,
        "<p>x<a " + "x=1 " * 100_000,
        "<html>x" + "<" * 1_000_000,
        "<p>x<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<div class='" + "a-b" * 500_000 + "'>x</div>",
    ],
    ids=["div", "list", "table", "items", "attributes", "angles", "json", "class"],
)
def test_hostile_pages_end_soon(page: str) -> None:
    begun = time.perf_counter()
    try:
        assert "x" in read_page(page.encode()).text
    except Unreadable as refusal:
        assert "deep" in refusal.reason
    assert time.perf_counter() - begun < 5


def test_one_line_of_five_megabytes_is_read(folder: Folder) -> None:
    line = (SENTENCE + " ") * 80_000
    begun = time.perf_counter()
    documents, _ = read(folder({"a.txt": line, "b.html": f"<p>{line}</p>"}))
    assert list(documents["language"]) == ["en", "en"]
    assert list(documents["characters"]) == [len(line), len(line) - 1]
    assert time.perf_counter() - begun < 10


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for reader in (read_page, read_word, decode):
        try:
            reader(data)
        except Unreadable as refusal:
            assert refusal.reason.endswith(".")
            assert refusal.what_to_do.endswith(".")


# --- the stage


def test_run_writes_what_read_returns_and_meets_the_contract(tmp_path: Path) -> None:
    documents, rejects = read(PAGES)
    assert list(documents["document_id"]) == ["courtyards.html", "layout.html"]
    assert documents["publisher"][0] == "Town of Upė"
    seen: list[tuple[int, int]] = []
    assert run(tmp_path, PAGES, progress=lambda done, of: seen.append((done, of))) == (2, 0)
    assert seen[-1] == (3, 3)
    for name, frame in (("documents", documents), ("rejects", rejects)):
        schemas.TABLES[name].validate(frame)
        pd.testing.assert_frame_equal(schemas.read_table(name, tmp_path / f"read/{name}.parquet"), frame)
    first = (tmp_path / "read/documents.parquet").read_bytes()
    run(tmp_path, PAGES)
    assert (tmp_path / "read/documents.parquet").read_bytes() == first


def test_shards_and_workers_change_nothing(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = folder({f"{number:03}.txt": f"{SENTENCE} {number % 20}" for number in range(50)})
    run(tmp_path / "whole", raw)
    monkeypatch.setattr(
        "pipeline.shards.cut", lambda items, size: [items[at : at + 7] for at in range(0, 50, 7)]
    )
    assert run(tmp_path / "parts", raw, workers=2) == (20, 30)
    for name in ("documents", "rejects"):
        whole, parts = (
            pd.read_parquet(tmp_path / place / f"read/{name}.parquet") for place in ("whole", "parts")
        )
        pd.testing.assert_frame_equal(whole, parts)


def test_results_inside_the_folder_are_not_read_as_documents(folder: Folder) -> None:
    raw = folder({"a.txt": SENTENCE, "results/report/summary.html": "<p>12 of 14 reached"})
    assert run(raw / "results", raw) == (1, 0)


def test_a_folder_of_bad_files_still_gives_both_tables(folder: Folder, tmp_path: Path) -> None:
    assert run(tmp_path / "out", folder({"a.txt": b"", "b.txt.source.toml": ""})) == (0, 2)
    assert pd.read_parquet(tmp_path / "out/read/documents.parquet").empty


def test_importing_read_loads_no_heavy_library() -> None:
    heavy = "{'pandas', 'eld', 'selectolax', 'pyarrow', 'lxml'}"
    code = f"import sys, pipeline.read; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=HERE.parent, check=True
    )
    assert done.stdout.strip() == "[]"
