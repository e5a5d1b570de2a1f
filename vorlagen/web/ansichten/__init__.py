"""What a page shows, put together from what the services say; nothing that its reader may not see gets in."""
