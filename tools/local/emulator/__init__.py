"""MiniStack as the local AWS, with what it lacks bridged (one module of `bridges` a gap)."""
