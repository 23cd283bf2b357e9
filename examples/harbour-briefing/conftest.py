"""The place for a project's own pytest settings; crossfoot's plugin needs none."""
