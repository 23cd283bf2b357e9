"""The steps of loading a data set: each reads one kind of file and hands on what is good beside what is wrong.

`crossfoot.dataset.load` puts them together.
"""
