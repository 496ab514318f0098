"""Words for content that nobody wrote, in the languages of the site."""

# One line for each topic: English, French, Portuguese, Arabic.
TOPICS = [
    ("labour migration", "la migration de main-d'œuvre", "a migração laboral", "هجرة اليد العاملة"),
    ("mobility of students", "la mobilité des étudiants", "a mobilidade dos estudantes", "تنقل الطلاب"),
    ("remittances", "les transferts de fonds", "as remessas", "التحويلات المالية"),
    ("youth employment", "l'emploi des jeunes", "o emprego dos jovens", "تشغيل الشباب"),
    ("social protection", "la protection sociale", "a proteção social", "الحماية الاجتماعية"),
    ("the diaspora", "la diaspora", "a diáspora", "المغتربين"),
    ("recognition of skills", "la reconnaissance de compétences", "as competências", "الاعتراف بالمهارات"),
    ("return and reintegration", "le retour et la réintégration", "o regresso e reintegração", "العودة وإعادة الإدماج"),
    ("migration statistics", "les statistiques migratoires", "as estatísticas da migração", "إحصاءات الهجرة"),
    ("trafficking in persons", "la traite des personnes", "o tráfico de pessoas", "الاتجار بالأشخاص"),
    ("vocational training", "la formation professionnelle", "a formação profissional", "التدريب المهني"),
    ("border management", "la gestion des frontières", "a gestão das fronteiras", "إدارة الحدود"),
]

# What can be said of a topic, which stands where the braces are.
SENTENCES = {
    "en": [
        "The participants took stock of {} and of what had been agreed before.",
        "They asked both Commissions to report on {} within a year.",
        "Member states were invited to share their experience of {}.",
        "A working group will propose how to finance projects on {}.",
        "The next meeting will return to {}.",
    ],
    "fr": [
        "Les participants ont fait le point sur {} et sur ce qui avait été convenu auparavant.",
        "Ils ont demandé aux deux Commissions de faire rapport sur {} dans un délai d'un an.",
        "Les États membres ont été invités à partager leur expérience concernant {}.",
        "Un groupe de travail proposera comment financer des projets sur {}.",
        "La prochaine réunion reviendra sur {}.",
    ],
    "pt": [
        "Os participantes fizeram o balanço sobre {} e sobre o que fora acordado antes.",
        "Pediram às duas Comissões um relatório sobre {} no prazo de um ano.",
        "Os Estados-Membros foram convidados a partilhar a sua experiência sobre {}.",
        "Um grupo de trabalho proporá como financiar projetos sobre {}.",
        "A próxima reunião voltará a tratar sobre {}.",
    ],
    "ar": [
        "استعرض المشاركون {} وما اتفق عليه من قبل.",
        "وطلبوا من المفوضيتين تقديم تقرير عن {} في غضون عام.",
        "ودعيت الدول الأعضاء إلى تبادل خبراتها في {}.",
        "وسيقترح فريق عمل سبل تمويل مشاريع {}.",
        "وسيعود الاجتماع القادم إلى {}.",
    ],
}

# City, the code of its state, its time zone.
PLACES = [
    ("Addis Ababa", "ET", "Africa/Addis_Ababa"),
    ("Brussels", "BE", "Europe/Brussels"),
    ("Ouagadougou", "BF", "Africa/Ouagadougou"),
    ("Lisbon", "PT", "Europe/Lisbon"),
    ("Dakar", "SN", "Africa/Dakar"),
    ("Abuja", "NG", "Africa/Lagos"),
    ("Madrid", "ES", "Europe/Madrid"),
    ("Accra", "GH", "Africa/Accra"),
    ("Luanda", "AO", "Africa/Luanda"),
    ("Valletta", "MT", "Europe/Malta"),
    ("Rabat", "MA", "Africa/Casablanca"),
    ("Nairobi", "KE", "Africa/Nairobi"),
]

PARTICIPANTS = [
    "African Union Commission",
    "European Commission",
    "International Organization for Migration",
    "ECOWAS Commission",
    "SADC Secretariat",
    "Ministries of labour of the member states",
    "Ministries of the interior of the member states",
    "Civil society organisations",
    "Trade unions and employers",
]

LANGUAGES = tuple(SENTENCES)  # in the order of the columns of TOPICS


def topic(number, language):
    """Return one topic in a language, the first one again after the last."""
    return TOPICS[number % len(TOPICS)][LANGUAGES.index(language)]


def paragraph(number, language, sentences=3):
    """Return some sentences about a topic."""
    said = SENTENCES[language]
    chosen = (said[(number + place) % len(said)] for place in range(sentences))
    return " ".join(sentence.format(topic(number, language)) for sentence in chosen)


def body(number, language):
    """Return a body of text as it is stored: a heading and two paragraphs."""
    heading = topic(number, language)
    return [
        {"type": "heading", "value": {"text": heading[0].upper() + heading[1:], "level": "2"}},
        *({"type": "paragraph", "value": f"<p>{paragraph(number + place, language)}</p>"} for place in (0, 1)),
    ]
