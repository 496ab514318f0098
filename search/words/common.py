"""Words too common to look for: they stay in phrases, and are left out of a question."""

from search.words.content import CONTENT_WORDS

ENGLISH = """
a about after all an and any are as at be been before between both but by can could did do does for from had has
have he her his how i if in into is it its me my no nor not of on or our out over shall she should so some such
than that the their them then there these they this those through to under up upon us was we were what when where
which while who whom whose why will with would you your tell find show give list please shall may might know many much
"""
FRENCH = """
a ai au aux avec c ce ces cet cette comment combien d dans de des donc du elle en es est et etait ete etre eu il
ils j je l la le les leur leurs lui m ma mais me mes mon n ne nos notre nous on ont ou par pas pour pourquoi qu
quand que quel quelle quelles quels qui s sa sans se ses si son sont sous sur t ta te tes ton
tu un une vos votre vous y aura auront sera seront ont avait etait etaient sont fut furent y quelles
"""
PORTUGUESE = """
a ao aos as com como da das de do dos e ela elas ele eles em entre era essa esse esta este eu foi foram ha isso
isto ja mais mas me mesmo meu minha na nas nao nem no nos num numa o onde os ou para pela pelas pelo pelos por
porque qual quais quando quantos quantas que quem se sem ser seu seus so sua suas
sobre tem um uma sera serao esta estao tinha havera houve ficou vai vao
"""
ARABIC = """
في من على الى عن مع هذا هذه ذلك تلك التي الذي الذين هو هي هم كان كانت ان او ثم قد لقد ما ماذا متي اين كيف لماذا هل
سوف ستكون يكون تكون كم اي بين بعد قبل عند كل و يا لم لن لا حول
"""

OF_LANGUAGES = frozenset(f"{ENGLISH} {FRENCH} {PORTUGUESE} {ARABIC}".split())
COMMON = OF_LANGUAGES.union(CONTENT_WORDS.common).difference(CONTENT_WORDS.never_common)
