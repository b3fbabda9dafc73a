"""The papers of the closed loop: letters, the ledger book, the monthly notice, cards."""
