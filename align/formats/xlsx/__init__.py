"""Workbooks: written for review in a spreadsheet, and read back."""
