"""Relations that the author may have overlooked: what stands near each other, fits, and hardly does so by chance.

Data flows one way: `entries` (figures that can be computed with) - `places` (those that stand near each other) - `sums`, `rates`,
`differences` (what fits there) - `known` (what is stated already) - `chance` (how surprising it is) - `run` - `declaring` and `telling`.
Nothing here writes a file, and nothing that is found takes part in a check: a person declares it, or does not.
"""
