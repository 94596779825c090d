import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_lib import figures
from tests.figures import drawn

POWER = figures.Column("power of the primary outcome", [0.8, 0.2], ["80%", "20%"], full=1)
FALSE = figures.Column("false findings", [0.05, 0.1], ["5%", "10%"], small_is_better=True)
PLANS = ["your plan", "like STARTING-2 (simulated)"]


def test_a_bar_is_as_long_as_its_number_says() -> None:
    figure = figures.scorecard([POWER, FALSE], labels=PLANS)
    pairs = zip(drawn.widths(figure, "bars"), drawn.widths(figure, "tracks"), strict=True)
    shares = [bar / track for bar, track in pairs]
    assert shares == pytest.approx([0.8, 0.2, 0.5, 1.0])  # of 100%, and of the largest


def test_numbers_and_names_are_written_and_nothing_overlaps() -> None:
    figure = figures.scorecard([POWER, FALSE] * 3, labels=PLANS, highlight=[0])
    words = drawn.words(figure)
    assert {"80%", "20%", "5%", "10%"} <= set(words)
    assert not drawn.untidy(figure)
    bold = {text.get_text() for text in drawn.texts(figure) if text.get_fontweight() == "bold"}
    assert bold == {"your plan", "80%", "5%"}
    assert not plt.get_fignums()


def test_a_column_without_its_numbers_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="needs a column"):
        figures.scorecard([], labels=PLANS)
    with pytest.raises(ValueError, match="each of 3 rows"):
        figures.scorecard([POWER], labels=[*PLANS, "third"])
    with pytest.raises(ValueError, match="none missing"):
        figures.scorecard([figures.Column("x", [np.nan, 1], ["?", "1"])], labels=PLANS)
