"""The window: PySide6 widgets over the services of `coder.app`."""
