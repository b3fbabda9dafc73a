"""Tables of the quizzes: questions, papers, sittings with their answers, what people remember, and how they did."""
