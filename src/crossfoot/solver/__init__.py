"""Deciding relations: what each figure may be, whether a relation can hold, and what its check would catch."""
