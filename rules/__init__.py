"""What is allowed. Pure: values in, values out; no I/O, clock, random, database or web."""
