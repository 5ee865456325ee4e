"""The command palette: one field that reaches every command, session, code and measure."""
