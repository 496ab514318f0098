"""No name of a state, a city or a person becomes another name; and what is only a slip does become the right one."""

import json
from pathlib import Path

import pytest
from wagtail.models import Site

from members.models import Member
from mme_site.caching.content_cache import use_content_cache
from search.engine.correcting import corrected
from search.engine.visible import Visible
from search.vocabulary.synonyms import names_of_editors
from search.words.folding import words
from search.words.parsing import parse
from search.words.stemming import stem
from tests.helpers.unchanged import while_nothing_changes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

WORDS = Path(__file__).resolve().parents[2] / "home/content/search_words.json"
OTHER_STATES = """
Afghanistan Albania Andorra Argentina Armenia Australia Azerbaijan Bahrain Bangladesh Barbados Belarus Belize
Bhutan Bolivia Brazil Brunei Cambodia Canada Chile China Colombia Cuba Dominica Ecuador Fiji Georgia Grenada
Guatemala Guyana Haiti Honduras Iceland India Indonesia Iran Iraq Israel Jamaica Japan Jordan Kazakhstan Kiribati
Kosovo Kuwait Kyrgyzstan Laos Lebanon Liechtenstein Malaysia Maldives Mexico Micronesia Moldova Monaco Mongolia
Montenegro Myanmar Nauru Nepal Nicaragua Norway Oman Pakistan Palau Panama Paraguay Peru Philippines Qatar Russia
Samoa Serbia Singapore Suriname Switzerland Syria Tajikistan Thailand Tonga Turkey Turkmenistan Tuvalu Ukraine
Uruguay Uzbekistan Vanuatu Venezuela Vietnam Yemen Argentine Arménie Australie Autriche Biélorussie Bolivie Brésil
Cambodge Chili Chine Colombie Corée Équateur Géorgie Inde Irak Islande Israël Japon Jordanie Liban Macédoine
Malaisie Mexique Mongolie Norvège Pérou Russie Serbie Suisse Syrie Thaïlande Albânia Arménia Austrália Azerbaijão
Bielorrússia Camboja Coreia Equador Geórgia Islândia Jordânia Líbano Malásia Noruega Rússia Sérvia Suíça Síria
Tailândia Turquia Ucrânia Vietname أفغانستان ألبانيا الأرجنتين أستراليا البحرين البرازيل كندا الصين كوبا الهند
إندونيسيا إيران العراق اليابان الأردن الكويت لبنان المكسيك النرويج عمان باكستان قطر روسيا صربيا سويسرا سوريا تركيا
أوكرانيا اليمن
"""
PEOPLE = """
Macron Merkel Scholz Sarkozy Hollande Zelensky Zelenskyy Putin Poutine Trump Biden Obama Erdogan Gaddafi Kadhafi
Mubarak Sisi Bouteflika Tebboune Gabor Romanova Marcos Malik Chadwick Tchadenko Kenyatta Ruto Mugabe Mandela
Ramaphosa Zuma Kagame Museveni Tshisekedi Ouattara Gbagbo Compaore Sankara Traore Goita Tiani Bazoum Buhari Tinubu
Obasanjo Sall Faye Borrell Mogherini Kallas Leyen Barroso Solana Piebalgs Guterres Ping Faki Slovenko Latvinen
Estonov Polanski Hungerford Somaly Ghanem Togolo Congar Lesothi Angolo Marokkan Spaine Maltese Benine
Rwandez Nigeris Sudana Libyan Italo Swedensen Polandski Croatto
""".split()  # noqa: SIM905 - as they are read


def meant(text, names, visible):
    found = corrected(parse(text), visible, names)
    return found and found[1]


@pytest.fixture
def asked(loaded):
    with while_nothing_changes(), use_content_cache():
        yield names_of_editors(), Visible(Site.objects.get().root_page, "en")


def test_a_name_of_a_state_or_city_in_any_language_is_never_replaced(asked):
    groups = json.loads(WORDS.read_text(encoding="utf-8"))["synonyms"]
    names = [name for group in groups for name in (*group["terms"], *group["leads_here"])]
    names += [name for member in Member.objects.all() for name in member.search_names]

    replaced = {name: found for name in {*names, *OTHER_STATES.split()} if (found := meant(name, *asked))}

    assert len(names) > 1500
    assert not replaced


def test_the_name_of_a_person_never_becomes_that_of_a_state(asked):
    states = {word for key in asked[0] for word in key}
    replaced = {name: found for name in PEOPLE if (found := meant(name, *asked))}

    assert not {name: found for name, found in replaced.items() if found in states}


@pytest.mark.parametrize(
    ("typed", "better"), [("Mauritannia", "mauritania"), ("Botswanna", "botswana"), ("Gabbon", "gabon")]
)
def test_a_slip_in_the_name_of_a_state_is_mended(asked, typed, better):
    assert meant(typed, *asked) == better


@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
def test_no_two_members_are_one_word_to_a_stemmer(language):
    of_stem = {}
    for member in Member.objects.all():
        for name in map(words, member.search_names):
            if len(name) == 1:
                of_stem.setdefault(stem(name[0], language), set()).add(member.code)

    assert [codes for codes in of_stem.values() if len(codes) > 1] == []
