"""What may come in and what goes out, field by field: one truth for API, form and OpenAPI document."""
