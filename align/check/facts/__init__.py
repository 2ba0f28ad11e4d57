"""Rules about facts: numbers, dates, amounts, addresses, names and negations that differ between versions."""
