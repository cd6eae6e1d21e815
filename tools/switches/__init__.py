"""The switches of terraform/: planned in pairs with a mocked AWS, applied one by one on a local cloud."""
