"""Questions, papers and marks: what is right, what may be sat, what comes back when. Values only."""
