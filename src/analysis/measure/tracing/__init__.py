"""From any published figure back to the organisations and cells behind it."""
