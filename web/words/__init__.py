"""What pages say about instants, hazards, deeds and notices, in plain Chinese."""
