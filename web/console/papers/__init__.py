"""Papers of exams and contests: making them, running them, their results."""
