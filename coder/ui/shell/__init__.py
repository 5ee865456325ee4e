"""The frame around the pages: bars, rail, messages, tasks, settings."""
