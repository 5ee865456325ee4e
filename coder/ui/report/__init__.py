"""Reports on paper, and the command that makes one."""
