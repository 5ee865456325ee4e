"""The report of a study: its content as typed values, and the page that shows it.

`study_report` and `agreement_page` put the content together, `page` makes one self-contained HTML page of it. Paper
comes from the same content, drawn by the window's toolkit (`coder.ui.report`).
"""
