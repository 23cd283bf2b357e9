"""The gate: what an update of the records changed, what it broke, and whether it made the gate weaker.

`base` gets the version before, from git or from a folder; `changes` compares claims, findings and figures by value; `weakening` finds
what would let a contradiction pass from now on; `gate` puts them together, and `words` says them.
"""
