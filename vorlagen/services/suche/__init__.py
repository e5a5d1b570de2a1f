"""Full-text search: words and their parts, newest first, and only in what the person may read (ADR 0034)."""
