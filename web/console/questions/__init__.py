"""The bank of questions: list, one question, writing, importing, approving."""
