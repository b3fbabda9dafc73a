"""What is kept of official documents: plans, who signed for them, deeds, sheets, inspections, and the counters."""
