"""What official documents ask for: windows, duties, deeds, cells of the table. Days and numbers, no I/O."""
