"""What is done with questions: kept in the bank, drawn, answered, marked, handed in, counted."""
