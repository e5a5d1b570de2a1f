"""OParl 1.1: the public view for programs, open to everybody."""
