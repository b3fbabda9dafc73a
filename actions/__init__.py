"""What people do: one door for chat, console, API and scheduler. Nothing here commits."""
