"""What an environment costs a month (`invoke cost`): its plan's resources, what people do, AWS's prices."""
