"""Plans in force: what is to do, by whom, loading a new one, changing one, who is left out."""
