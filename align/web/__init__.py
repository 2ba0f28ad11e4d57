"""The review page: a small server on this machine alone."""
