"""The report page: a result as one self-contained HTML file."""
