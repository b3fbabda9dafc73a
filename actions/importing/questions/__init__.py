"""Question banks as offices have them: tables and texts made into questions, compared and brought in.

How bytes become lines is known in ``reports.question_book``; here lines, texts and records are read.
"""
