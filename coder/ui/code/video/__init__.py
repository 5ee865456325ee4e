"""Looking at the cameras: how each picture is shown, which one stands where, and how they are aligned."""
