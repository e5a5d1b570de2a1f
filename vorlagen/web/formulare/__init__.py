"""Forms: what people typed, kept as they typed it, and made into checked values for one service."""
