"""Rules about beads: what one version omits or adds, lengths, confidence, crossed order."""
