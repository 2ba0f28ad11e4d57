"""Rules about the decisions of reviewers, and about memories that were made from reviewed texts."""
