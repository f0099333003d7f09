"""Countries and settlements: which capitalised words are places, and what they are called."""

from __future__ import annotations

import pytest

from pipeline.extract.language import load
from pipeline.extract.places.gazetteer import gazetteer
from pipeline.extract.statements import statements


def settlements(text: str, language: str) -> list[str]:
    return [
        row["name"] for row in statements("text", text, language)["places"] if row["kind"] == "settlement"
    ]


def countries(text: str, language: str) -> list[str]:
    return [
        row["country"] for row in statements("text", text, language)["places"] if row["kind"] == "country"
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("lt", "Mokymai vyks Anykščiuose, o paroda – Kavarske.", ["Anykščiai", "Kavarskas"]),
        (
            "lt",
            "Veiklos vyksta trijose seniūnijose: Alantos, Dubingių ir Inturkės.",
            ["Alanta", "Dubingiai", "Inturkė"],
        ),
        ("lt", "Kauno rajone gyvena daug jaunų šeimų.", ["Kauno rajonas"]),
        ("bg", "Празникът ще бъде в Нова Загора и в Сливо поле.", ["Нова Загора", "Сливо поле"]),
        ("it", "Le prove si tengono a Quartu Sant'Elena.", ["Quartu Sant'Elena"]),
        ("hu", "A busz kilenc faluban jár, többek között Misszón és Bodogláron.", ["Misszó", "Bodoglár"]),
        (
            "en",
            "Singers met in six villages, among them Burnmouth and Coldstrand.",
            ["Burnmouth", "Coldstrand"],
        ),
        ("en", "The mime was shown at St Abbs and Duns.", ["St Abbs", "Duns"]),
        ("fr", "Le bal aura lieu à Pont-l'Arnault.", ["Pont-l'Arnault"]),
        ("lt", "Rudenį keliausime į Rietavą ir Endriejavą.", ["Rietavas", "Endriejavas"]),
        ("hu", "Jövőre Zemplénagárdon és Nagyrozvágyon indul csoport.", ["Zemplénagárd", "Nagyrozvágy"]),
        ("hr", "Klapa je pjevala u Velom Lošinju i u Baškoj.", ["Veli Lošinj", "Baška"]),
        ("de", "Im Herbst kommen Bad Brambach und Schöneck hinzu.", ["Bad Brambach", "Schöneck"]),
        ("de", "Termine der Chöre: 15. Juni Letschin, 22. Juni Wriezen.", ["Letschin", "Wriezen"]),
        ("en", "Come along: evening of stories, Blawick: 3 May 2024, 7 pm.", ["Blawick"]),
        ("es", "El taller se hará en Molina de Aragón y en Teruel.", ["Molina de Aragón", "Teruel"]),
        ("lt", "Renginys skirtas Kauno bendruomenei.", ["Kaunas"]),
        ("lt", "Vilkijos mezgėjos dovanoja kepures ligoninei.", ["Vilkija"]),
        ("lt", "Talką surengė Pašventupio kaimo bendruomenė.", ["Pašventupys"]),
        ("lv", "Atbalstu saņēma biedrība „Kalnrozes” (Mazsalaca) – 900 EUR.", ["Mazsalaca"]),
        ("ro", "Parteneri: două școli de muzică (Rupea, Hărman)", ["Rupea", "Hărman"]),
        ("en", "Partners: Lake Choir, Bled, Slovenia; Guild of Weavers, Tartu", ["Bled", "Tartu"]),
        ("hu", "A műhelyek Egerben, Noszvajon és Bogácson lesznek.", ["Eger", "Noszvaj", "Bogács"]),
        ("lt", "Įgyvendinimo vieta: Skuodas, Mosėdis, Ylakiai", ["Skuodas", "Mosėdis", "Ylakiai"]),
        ("hu", "Helyszín: Baja, Ligetkert", ["Baja"]),
        ("lv", "Dzejas vakari notiks Ludzā, Kārsavā un Zilupē.", ["Ludza", "Kārsava", "Zilupe"]),
        ("lv", "Kuldīgas novadā darbosies trīs pulciņi.", ["Kuldīgas novads"]),
        (
            "en",
            "Workshops will be held in Macroom, Kanturk and Ballyvourney.",
            ["Macroom", "Kanturk", "Ballyvourney"],
        ),
        ("en", "Tuesday 7 May 2024, 7 pm, Ardgroom, community hall.", ["Ardgroom"]),
        ("en", "The next meeting takes place in Kuldīga, Latvia, in June.", ["Kuldīga"]),
        ("pl", "Warsztaty odbędą się w Sanoku, Lesku i Przemyślu.", ["Sanok", "Lesko", "Przemyśl"]),
        ("bg", "Събитията ще се проведат в гр. Карлово и с. Енина.", ["Карлово", "Енина"]),
    ],
)
def test_settlements_are_found_and_stand_in_the_nominative(
    language: str, text: str, expected: list[str]
) -> None:
    assert settlements(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("lt", "Europos kultūros tinklas kviečia susipažinti su „Facebook“ puslapiu."),
        ("lt", "Sutarties Nr. KK-2023/7, kalėdinis vakaras – prieš Velykas."),
        ("es", "La asociación Lana Roja teje mantas. «Empezamos en mayo», dice la portavoz de Lana Roja."),
        ("lt", "Projektui vadovauja Simona Petrauskaitė ir Modestas Kazlauskas."),
        ("en", "The concert is streamed on Facebook and Zoom on 3 May 2024."),
        ("en", "Join the Summer School in December and bring Mary Collins along."),
        ("hu", "A Tapolca-parti Olvasónapra mindenkit szeretettel várunk."),
    ],
)
def test_continents_platforms_persons_and_rivers_are_no_settlements(language: str, text: str) -> None:
    assert settlements(text, language) == []


def test_the_town_of_a_coordinator_counts_and_that_of_a_giver_does_not() -> None:
    text = (
        "Anykščių kultūros centras pradeda projektą „Senas tiltas“. "
        "5 000 Eur skyrė Zarasų rajono savivaldybė."
    )
    assert settlements(text, "lt") == ["Anykščiai"]


def test_a_dateline_names_the_town() -> None:
    assert settlements("Kunszállás, 2022. március 3.\n\nElindult a program.", "hu") == ["Kunszállás"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("lt", "Dalyvauja jaunimas iš Lietuvos, Latvijos ir Lenkijos.", ["LT", "LV", "PL"]),
        ("lt", "Leidinys išleistas latvių kalba.", []),
        ("en", "The Council for Culture of Latvia supports groups from Estonia.", ["EE"]),
        ("hu", "A lengyel nyelvű kiadvány Szlovákiában készült.", ["SK"]),
    ],
)
def test_countries_are_those_that_take_part(language: str, text: str, expected: list[str]) -> None:
    assert countries(text, language) == expected


def test_an_oblique_form_among_a_towns_names_gives_way_to_its_main_name() -> None:
    places = load("lt").places
    town = gazetteer("lt").resolve("Kauno", places.locative, places.genitive)
    assert town is not None
    assert (town.name, town.case, town.home) == ("Kaunas", "genitive", True)


def test_a_larger_town_is_not_read_as_a_form_of_a_smaller_one() -> None:
    places = load("hu").places
    town = gazetteer("hu").resolve("Szentes", places.locative, places.genitive)
    assert town is not None
    assert town.name == "Szentes"


def test_the_country_behind_a_town_belongs_to_all_its_mentions() -> None:
    text = "Susitikimas vyks Rijekoje (Kroatija). Po metų grįšime į Rijeką."
    rows = [row for row in statements("text", text, "lt")["places"] if row["kind"] == "settlement"]
    assert [(row["name"], row["country"]) for row in rows] == [("Rijeka", "HR")]


def test_a_town_in_the_locative_is_the_place_of_what_happens() -> None:
    text = "2024 m. gegužės 12–20 d. Biržų ir Pasvalio moksleiviai gyveno Rygoje."
    assert [row["place"] for row in statements("text", text, "lt")["events"]] == ["Ryga"]


def test_the_cell_behind_a_label_for_venues_names_towns() -> None:
    text = "Miejsce | Bytom, Ruda Śląska"
    rows = [row for row in statements("text", text, "pl")["places"] if row["kind"] == "settlement"]
    assert [row["name"] for row in rows] == ["Bytom", "Ruda Śląska"]


def test_a_surname_behind_an_initial_and_a_far_country_are_no_towns() -> None:
    for text, language in (("Vadovė: R. Petraitė", "lt"), ("Un cocinero de Senegal dirigió la cena.", "es")):
        assert not [
            row for row in statements("text", text, language)["places"] if row["kind"] == "settlement"
        ]


def test_days_and_towns_of_a_row_go_together_and_what_is_done_in_a_town_is_an_event():
    def events(text):
        return [(row["place"], row["start_date"]) for row in statements("text", text, "en")["events"]]

    assert events("Next dates: 4 May 2024, Galway; 11 May 2024, Sligo.") == [
        ("Galway", "2024-05-04"),
        ("Sligo", "2024-05-11"),
    ]
    assert events("Partners met in Ljubljana (May 2021) and online (March 2022).") == [
        ("Ljubljana", "2021-05"),
        (None, "2022-03"),
    ]
    assert events("On Saturday 8 June 2024 volunteers will clean the river banks in Jelgava.") == [
        ("Jelgava", "2024-06-08")
    ]
    assert events("The project started on 8 June 2024 with two partners from Jelgava.") == []
