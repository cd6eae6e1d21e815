"""Parsers, one a tracker: the bytes of a file → what it holds (shared/transfer/archive.py), what of it is
left behind, and what of it cannot be right. They touch nothing but the bytes.

Only the function `imports` uses them. They are here because they do not fit into the 20 kB that a function
may have (docs/decisions/0701-twenty-kilobytes-of-own-code.md).
"""
