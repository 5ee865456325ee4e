"""Bookmarks: moments to come back to, which only the person who set them sees."""
