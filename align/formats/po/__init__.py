"""PO catalogues: written for review in a PO editor; read back as reviews, or as bitexts."""
