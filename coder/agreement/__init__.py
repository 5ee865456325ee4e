"""Agreement of two or more coders: timed codes, events, intervals, scales, classes and derived measures."""
