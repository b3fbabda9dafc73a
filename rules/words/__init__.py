"""What people write to us, read: hazards, questions, wishes, names and choices in everyday words."""
