"""Synthetic deliveries of five Bezirksregierungen: all schools invented, the deeds invented too."""
