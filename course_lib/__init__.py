"""One trial, closely read: the library behind the course.

The layers, from the ground up (imports run one way only):

    scale → trial → {published, design, estimate} → analysis → evidence → {figures, ui} → lessons

Import the layer that you need, for example ``from course_lib import estimate``.
Importing ``course_lib`` itself imports nothing else.
"""

__version__ = "1.0.0"
