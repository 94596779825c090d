"""What a kernel does first where course.py started JupyterLab; it leaves no name behind."""

__import__("course_lib.ui.unknown_name", fromlist=["listen"]).listen()
