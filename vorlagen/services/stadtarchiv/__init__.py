"""One town as one file: taking it out, reading it in elsewhere, and leaving nothing behind."""
