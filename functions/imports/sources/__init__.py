"""Parsers, one a tracker: the bytes of a file → what it holds (shared/transfer/archive.py), what of it is
left behind, and what of it cannot be right. They touch nothing but the bytes."""
