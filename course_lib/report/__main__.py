"""python -m course_lib.report: the report of a file, without a notebook."""

import sys

from course_lib.report.command_line import main

if __name__ == "__main__":
    sys.exit(main())
