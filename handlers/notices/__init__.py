"""What leaves the house unasked: to reporters, officers and owners, and the clocks of a draft."""
