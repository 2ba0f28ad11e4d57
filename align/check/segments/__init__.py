"""Rules about single segments: unreadable or untranslated text, language, scripts, spaces and quotation marks."""
