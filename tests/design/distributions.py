"""Control arms that the tests of the design layer share."""

from tests.reference import values

REFERENCE = values("design")
# Lees 2010, pooled placebo mRS; in whole per cent.
LEES = [0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11]
# An assumed distribution in severe stroke; not that of any trial.
SEVERE = [0.005, 0.03, 0.09, 0.22, 0.42, 0.19, 0.045]
