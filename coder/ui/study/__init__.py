"""The Study page: what exists, who does what, what needs care."""
