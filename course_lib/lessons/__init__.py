"""One module per notebook: what a learner sees and is asked, joined from the layers below."""

from course_lib.ui.unknown_name import listen

listen()
