"""Pictures of many children: waiting curves, dots, and sessions below each other."""
