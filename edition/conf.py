"""Sphinx's settings. No page asks another server for anything: edition/check.py looks."""

project = "One trial, closely read"
author = "The authors of One trial, closely read"
project_copyright = f"2026, {author}. Text and figures: CC BY 4.0"
language = "en_GB"

extensions = ["myst_nb"]
source_suffix = {".ipynb": "myst-nb", ".md": "myst-nb"}
exclude_patterns = ["images"]
smartquotes = False  # the pages say what the notebooks say

nb_execution_mode = "off"  # edition/notebooks.py has run them
nb_ipywidgets_js: dict[str, str] = {}
myst_heading_anchors = 3
myst_heading_slug_func = "edition.anchor.anchor"
myst_html_meta = {"viewport": "width=device-width, initial-scale=1"}
mathjax_path = "no-mathematics-in-this-course.js"  # only ever asked for by a page with formulas

html_theme = "furo"
html_title = project
html_static_path = ["panel.css", "style.css", "page.js"]
html_css_files = ["panel.css", "style.css"]
html_js_files = ["page.js"]
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_theme_options: dict[str, list[str]] = {"footer_icons": []}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
