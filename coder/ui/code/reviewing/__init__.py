"""Review: clips looked at one after the other with the code keys off, each noted as right or flagged."""
