"""What people do about an official plan: sign for it, record deeds, fill in and hand in sheets, inspect."""
