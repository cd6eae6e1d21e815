"""What an operator does about erasures: docs/erasure.md."""
