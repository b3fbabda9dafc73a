"""Answering questions in the chat: practice, exams, contests, and live contests."""
