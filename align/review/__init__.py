"""The decisions of people: kept, applied to the machine's result, and made while they review.

Stored:
passages      words of a document <-> a `Passage` that identifies them by content
line          a decision <-> a line of decisions.jsonl; `log` is that file
history       all decisions -> those that hold; undo and redo

Applied, by a run and by the review page:
resolution    two documents, a ladder and decisions -> locked beads, opinions, parked decisions
quotations    quotations and decisions -> opinions, places, verdicts
splice        a ladder and locked beads -> the ladder with them
apply         all of these for a whole result
misfits       decisions that do not fit the texts -> what the rules of review report

Made, while people review:
session       a project under review: `view` is a snapshot of it, `sheet` one of its ladders
requests      what a person asks for -> a decision; `edits` changes beads
increment     a resolution and one more decision -> the new resolution
similar_beads, suggestions    what the machine offers
stale_files   files edited since they were read
"""
