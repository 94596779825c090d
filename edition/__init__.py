"""The HTML edition: every lesson as a page that reads well without a program behind it.

`python -m edition` runs the notebooks as a new learner, keeps a still of everything that moves,
and has Sphinx with MyST-NB and the Furo theme make the pages. Nothing is kept twice: the pages
are the notebooks, the index is the lessons' own titles, minutes and objectives.
"""
