"""What a class answered, for its teacher: ``python -m course_lib.classroom FOLDER``.

Learners hand in the file that *Download my answers* gives them. Files are read and counted on the
teacher's own machine; nothing in them is run, and nothing is sent anywhere.
"""

from course_lib.classroom.class_report import ClassReport, class_report
from course_lib.classroom.handed_in import Handed, HandedIn, Left, read_class

__all__ = ["ClassReport", "Handed", "HandedIn", "Left", "class_report", "read_class"]
