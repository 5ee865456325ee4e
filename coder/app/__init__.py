"""What the window and the command line share: open studies, edits with undo, jobs, measures, agreement, exports."""
