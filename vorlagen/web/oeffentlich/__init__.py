"""The pages for everybody, without an account."""
