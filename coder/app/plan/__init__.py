"""Planning reliability: what is coded twice, by whom, how far it is, and who is certified."""
