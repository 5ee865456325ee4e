"""The Measures page: the five observed measures per child and episode, and where each comes from."""
