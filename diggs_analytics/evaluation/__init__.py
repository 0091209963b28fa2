"""The October evaluation: criteria, checklist, run, frozen folder, verification (DOMAIN 5.1)."""
