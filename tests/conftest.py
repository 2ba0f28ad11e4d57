"""What all tests share; and because this file is here, pytest lets every test import the modules beside it."""

from __future__ import annotations

from hypothesis import settings

# A deadline would fail tests on a busy machine, and says nothing of the program.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
