"""The local cloud: an AWS on this machine, with its database and its mail, for developing and testing."""
