"""Drafting the record of a new document: every number as a claim or a mention, each guess marked as one, to be reviewed by a person."""
