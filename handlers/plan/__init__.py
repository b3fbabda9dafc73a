"""What a cadre does from the telephone: sign for a plan, record a deed, hand in a sheet, keep the consultation day."""
