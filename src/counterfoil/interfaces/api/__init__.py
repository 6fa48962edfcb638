"""The API door: /api/v1. It translates HTTP into verbs and reads, and back. It decides nothing."""
