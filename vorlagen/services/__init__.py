"""Use cases: load, ask the rules, write down, commit. The only rooms in which a transaction is opened."""
