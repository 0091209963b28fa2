"""How fast it is, held side by side against others in one run: `python -m benchmarks`."""
