"""What the search has found in the words that a learner reads, so that it stays mended."""

from course_lib.estimate.estimate import in_words
from course_lib.lessons.conduct_views import open_label
from course_lib.lessons.motricity_views import leg
from course_lib.lessons.score_views import carried


def test_one_point_is_a_point() -> None:
    assert "adds 1 point with cells" in open_label(1, 6, 0, 1).reading
    assert "gain 1 point by expectation" in open_label(0, 1, 10, 1).reading
    assert "rise by 1 point on average" in carried(1, 20, 21, 2).reading
    assert "44 of 100, 1 point more" in leg(1, 4, 1).reading


def test_a_number_that_is_zero_as_printed_has_no_sign() -> None:
    assert in_words(-0.0004, 3) == "0.000"
    assert in_words(-0.004, 2) == "-0.004"
    assert in_words(-0.04, 3) == "-0.040"
