"""Question banks as files: read out of what people have, and written so that they can go on working."""
