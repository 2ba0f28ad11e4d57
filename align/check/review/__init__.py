"""Rules about the decisions of reviewers, and about translation memories made from reviewed texts."""
