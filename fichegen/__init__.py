"""fichegen: a static catalogue of training fiches from Markdown and YAML."""

__version__ = "0.1.0"
