"""Anchors of headings as JupyterLab and GitHub make them, so that links hold in every edition."""


def anchor(heading: str) -> str:
    """The anchor of a heading.

    Examples
    --------
    >>> anchor("Odds ratio")
    'Odds-ratio'
    """
    return heading.strip().replace(" ", "-")
