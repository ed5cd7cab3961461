"""Stage 5 of 7: Claims in, Incidents with their estimates out."""
