"""Synchronising a heart-rate recording with the session."""
