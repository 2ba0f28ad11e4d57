"""Rules about beads: omitted and added sentences, lengths, confidence, crossed order."""
