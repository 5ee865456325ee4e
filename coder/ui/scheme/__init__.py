"""The Scheme page: what is coded, and what it is used for."""
