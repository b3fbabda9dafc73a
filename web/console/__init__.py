"""The pages of officers and unions, a folder for every subject; what all of them need stands here."""
