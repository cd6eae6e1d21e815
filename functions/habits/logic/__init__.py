"""The rules of the habits function, by concern. Storage comes in as an argument, and so does the time."""
