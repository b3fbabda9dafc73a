"""What is kept: tables, constraints, and the statements and questions asked of them."""
