"""The Code page: one coder, one pass, one session, and no doubt about what was recorded."""
