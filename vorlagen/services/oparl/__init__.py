"""The public view of a town in the words of OParl 1.1: made from the public projection, put down, and listed."""
