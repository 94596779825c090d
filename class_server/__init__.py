"""A class on JupyterHub: its configuration, its size, and a rehearsal of it.

The teacher's table of what a class answered is another thing: `course_lib.classroom`.
"""
