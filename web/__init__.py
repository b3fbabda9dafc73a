"""Pages and JSON for officers, unions and machines."""
