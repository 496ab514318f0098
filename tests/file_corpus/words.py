"""The texts of the corpus: paragraphs whose every word must come out, in this order."""

TEXTS = {
    "ar": [
        "إعلان طرابلس بشأن الهجرة والتنمية",
        "اعتمد المؤتمر الوزاري المشترك بين أفريقيا والاتحاد الأوروبي إعلانا في طرابلس، ومن ذلك التاريخ بدأ التعاون.",
        "عقد الاجتماع في 23 نوفمبر 2006 بمشاركة 53 دولة من أفريقيا و25 دولة من الاتحاد.",
        "وثيقة المفوضية COM(2006) 743 حول الهجرة، وهي على الموقع.",
        "لا إله إلا الله، الآلية الأولى، الإسلام والسلام، لأن الأمن للجميع.",
    ],
    "ar-marks": ["الهِجْرَةُ والتَّنْمِيَةُ في أفْرِيقِيَا", "هذا نصٌّ مُشَكَّلٌ من أجل البحث في كل الكلمات"],
    "he": [
        "הצהרת טריפולי על הגירה ופיתוח",
        "ועידת השרים של אפריקה והאיחוד האירופי התכנסה ביום 23 בנובמבר 2006 בהשתתפות 53 מדינות.",
        "המסמך COM(2006) 743 של הנציבות עוסק בהגירה (ובפיתוח) בין השנים.",
    ],
    "am": [
        "የትሪፖሊ መግለጫ ስለ ስደት እና ልማት",
        "የአፍሪካ እና የአውሮፓ ኅብረት ሚኒስትሮች ጉባኤ በኅዳር 2006 ተካሄደ።",
    ],
    "fr": [
        "Déclaration de Tripoli sur les migrations et le développement",
        "La conférence ministérielle de l’Afrique et de l’Union européenne a été efficace, afin que les officiels des "
        "États puissent coopérer dans le cadre de la déclaration sur les flux.",
        "« Œuvre » et cœur, naïveté, où, ça : 53 États d’Afrique pour une paix avec les affluents du fleuve.",
    ],
    "pt": [
        "Declaração de Trípoli sobre migração e desenvolvimento",
        "A conferência ministerial da África e da União Europeia aprovou a declaração com os Estados, para uma ação "
        "que não exclua as mulheres nem os jovens do diálogo.",
        "Coordenação, órgãos, três, à mão, pôr: as regiões dos dois continentes com oficinas e fluxos.",
    ],
    "en": [
        "Tripoli Declaration on migration and development",
        "The ministerial conference of Africa and the European Union was held in Tripoli with the officials of 53 "
        "States, and this text is for all of the readers by which it will be found.",
    ],
    "mixed": [
        "The Arabic title is إعلان طرابلس بشأن الهجرة and it is read in its order.",
        "Le titre hébreu est הצהרת טריפולי dans cette phrase.",
    ],
}
RIGHT_TO_LEFT = {"ar", "ar-marks", "he"}
