"""Membership and congress progress of grassroots Party organisations: read, clean, measure, chart."""
