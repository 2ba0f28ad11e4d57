"""The use cases: they compose the stages, from files to a result and from a result to files.

bench         folder, encoder, caches and listener, which every use case takes
workspace     the public object whose methods are the use cases of a project
project       a project folder -> its result
loose         loose files, or lists of sentences -> a result
families      the versions of one text, aligned and traced
ladders       two documents -> their ladder, cached
tracing       quotations -> places in the sources, and how they were rendered; cached by `trace_cache`
build         a result -> files; `summary` counts what is in it; `targets` protects other files
machine       the result before any decision, cached for the review
assist        work of the review that needs an encoder
checks        a project -> findings, with `crossings`, `git` and `suppressions`
search        words -> places in the texts, with cached `indexes`
exchange      review in other programs, out and back
bitexts       memories and catalogues -> a project
measures      beads judged by gold, encoders measured; `quote_scores` judges quotations
"""
