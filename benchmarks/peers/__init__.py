"""What a user would otherwise put together from the same libraries, and what either costs."""
