import subprocess
import sys

ALONE = """
import sys
from course_lib.figures.seaborn_alone import seaborn_alone
sns = seaborn_alone()
assert 'scipy.stats' not in sys.modules
import numpy as np
from matplotlib.figure import Figure
axes = Figure().subplots()
sns.kdeplot(x=np.arange(9.0) ** 2, ax=axes)
assert len(axes.lines) == 1
import scipy.stats, scipy.cluster
assert scipy.stats.norm.cdf(0) == 0.5
assert seaborn_alone() is sns
"""
BESIDE = """
import scipy.stats
from course_lib.figures.seaborn_alone import seaborn_alone
from seaborn import _statistics
assert seaborn_alone()._statistics._no_scipy is False
assert _statistics.gaussian_kde is scipy.stats.gaussian_kde
"""


def test_seaborn_comes_without_scipys_statistics_which_can_still_be_had() -> None:
    subprocess.run([sys.executable, "-c", ALONE], check=True)


def test_where_they_are_loaded_already_nothing_is_left_out() -> None:
    subprocess.run([sys.executable, "-c", BESIDE], check=True)
