"""What is coded and by whom: spans, schemes, sessions, codings, and typed changes to them. No I/O."""
