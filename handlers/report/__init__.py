"""随手拍: from a photo or a sentence to a row of the ledger, and what its reporter may do with it."""
