"""The structure pass: episodes that follow door marks, who is in the room, and what a moved boundary changes."""
