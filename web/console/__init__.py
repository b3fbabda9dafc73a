"""The ledger as officers and unions see it: the list, one hazard, its pictures, and who must be called."""
