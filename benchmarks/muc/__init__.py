"""The parts of `benchmarks/muc4.py`: the answer keys, the measures, and the way from our claims to templates."""
