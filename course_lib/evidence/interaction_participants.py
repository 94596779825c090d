"""How much larger a trial must be to find a difference between subgroups."""

from __future__ import annotations

from course_lib.evidence.allowed import positive, probability_inside
from course_lib.evidence.false_positive_risk import noncentrality


def interaction_participants(
    *,
    relative_size: float = 1.0,
    share: float = 0.5,
    power: float = 0.8,
    overall_power: float = 0.8,
    alpha: float = 0.05,
) -> float:
    r"""How many times the planned participants it takes to find an interaction.

    4.0 says: a trial that was planned for its overall effect needs four times as many
    participants to find that the effect differs between two halves by as much as itself.

    Parameters
    ----------
    relative_size : float
        Difference between the two subgroups' effects, over the overall effect; above 0.
    share : float
        Share of participants in one of the two subgroups.
    power : float
        Wanted power of the test of interaction.
    overall_power : float
        Power of the planned trial for its overall effect.
    alpha : float
        Two-sided level of both tests.

    Returns
    -------
    float
        A multiple of the planned number; below 1 where the planned trial is larger than needed.

    Raises
    ------
    ValueError
        If the size is not positive, a power, the share or alpha is not inside 0 to 1, or the
        planned trial has no more power than alpha.

    Notes
    -----
    :math:`(\lambda / (\lambda_0 r))^2 / (q(1-q))` with :math:`\lambda` and :math:`\lambda_0` the
    effects, in standard errors, that the wanted and the planned power take, :math:`r` the relative
    size and :math:`q` the share (Brookes et al., J Clin Epidemiol 2004).

    Examples
    --------
    >>> round(interaction_participants(), 3), round(interaction_participants(relative_size=0.5), 3)
    (4.0, 16.0)
    """
    size = float(positive(relative_size, "the size of the interaction"))
    part = probability_inside(share, "the share of a subgroup")
    planned = noncentrality(overall_power, alpha=alpha)
    if not planned > 0:
        raise ValueError("the planned trial needs more power than alpha, like 0.8")
    wanted = noncentrality(power, alpha=alpha)
    return float((wanted / (planned * size)) ** 2 / (part * (1 - part)))
