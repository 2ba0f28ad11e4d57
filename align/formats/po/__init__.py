"""PO catalogues: written for review in a PO editor, and read back as reviews or as bitexts."""
