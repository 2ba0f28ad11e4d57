"""Translation memories in TMX: written for CAT tools; read as bitexts."""
