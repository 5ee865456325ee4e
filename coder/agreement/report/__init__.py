"""The agreement report: codings in, rows of the agreement tables out."""
