"""The rules, one a file; the module of a rule has it as `RULE`."""
