"""What cadres say about what was done, read: days, topics, head-counts, places, and who is to have what."""
