"""What people see: consent pages, item pages and cover art."""
