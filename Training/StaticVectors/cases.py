"""Writes the cases that hold Pith's cutting of words to the one that the training used.

    cases.py MODEL > Tests/PithVectorsTests/Cases/words.cases
"""
import re, sys
from minilm import WordPieces

WORDS = """the film movie harbour tram trams embedding embeddings unaffable antidisestablishmentarianism 1931 2026 42nd 1990s covid pseudopod
running ran tokenizer tokenizers kestrel marlow harwick photosynthesis electroencephalogram x xx xyzzy q1w2e3r4 deadbeef0123 3000000 a1b2c3 ok
internationalization straightforwardly rhododendron zürich naive cafe weltanschauung donaudampfschifffahrt gesellschaft bibliotheque señor
misspeling recieve teh thermodynamically hyperparameters kubernetes postgresql github linux sha256 utf8 json yaml http https www com org io
quetzalcoatlus zyzzyva syzygy aardvark flibbertigibbet onomatopoeia supercalifragilisticexpialidocious mitochondria ribosome enzyme zzzzzzzzzz
founded established author novel wrote lake depth president minister secretary governor ambassador goalkeeper striker album single soundtrack
jan feb mar apr may jun jul aug sep oct nov dec monday tuesday wednesday thursday friday saturday sunday north south east west""".split()

pieces = WordPieces(f"{sys.argv[1]}/vocab.txt")
row = {p: i for i, p in enumerate(p for p in pieces.pieces if re.fullmatch(r"(##)?[a-z0-9]+", p))}
for word in dict.fromkeys(WORDS):
    cut = [pieces.pieces[i] for i in pieces.of_word(word)]
    print(word, *([row[p] for p in cut] if all(p in row for p in cut) else []))
