"""What an operator does at the edge beside Terraform."""
