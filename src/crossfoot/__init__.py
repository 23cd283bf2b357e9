"""crossfoot: every figure that somebody stated is a record, every relation between figures is a check."""

__version__ = "0.1.0"
