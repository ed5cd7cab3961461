"""Tollbook: reports in, an attributed and reconciled ledger out."""

__version__ = "0.1.0"
