"""Translation memories in TMX: written for CAT tools, and read as bitexts."""
