"""The ledger: the list, its figures and exports, who must be called, the wall and the notice."""
