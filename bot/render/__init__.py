"""From the model to wikitext and words: pure, escaped at the border, the same facts giving the same bytes."""
