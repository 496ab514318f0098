"""What was printed elsewhere is marked as the language that its letters and words tell."""

import pytest

from mme_site.core.language_detection import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Déclaration de Rabat sur les migrations", "fr"),
        ("Conferência de Lisboa sobre o futuro da parceria", "pt"),
        ("2-3 April 2014; 175 rue de la Loi; Investing in People, Prosperity and Peace", "en"),
        ("القمة الرابعة", "ar"),
        ("COM(2011) 743", "en"),
    ],
)
def test_letters_and_words_tell_the_language(text, language):
    assert detect_language(text) == language
