"""The memorandum that amends an agreement: what changes between two versions, with what stood and what stands."""
