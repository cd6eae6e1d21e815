"""What asynchronous work could not do: finding it, looking at it, and having it done after all."""
