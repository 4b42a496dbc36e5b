"""German: from letters to words, stems, concepts, n-grams and embeddings. Knows neither posts nor banks."""
