"""Abuse, by chance and by plan; a part of it in every test run, a long search by `make fuzz`."""
