"""What was done for a plan: deeds recorded, corrected and proven, who was there, and what each counts for."""
