"""The check of a pass: what to look at before it is complete, with a fix on one key."""
