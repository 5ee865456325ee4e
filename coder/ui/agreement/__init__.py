"""The Agreement page: is the coding reliable, and where not."""
