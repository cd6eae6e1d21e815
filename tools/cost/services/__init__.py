"""One module a group of services: which types of resources it prices (TYPES), and what for (charges)."""
