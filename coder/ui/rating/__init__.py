"""What people type in about a whole session: ratings on scales, and a certified rater's classification."""
