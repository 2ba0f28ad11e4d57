"""Rules about quotations: marks, counterparts in the other versions, and how sources are rendered."""
