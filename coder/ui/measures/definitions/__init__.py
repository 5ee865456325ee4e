"""The parameters the measures are computed with: trying others, what that changes, and how stable results are."""
