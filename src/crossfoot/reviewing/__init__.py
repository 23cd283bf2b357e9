"""Walking through a draft in the terminal: one figure at a time, one key to confirm or change it, saved after every answer."""
